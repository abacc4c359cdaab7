import { deathAlone, deathOf, whyNotBelieved, whyNotDeath } from './death.rules.ts'

const line = (diedOn: string | null, recordedAt: string) => ({ diedOn, source: diedOn ? ('CORONER' as const) : null, recordedAt: new Date(recordedAt) })
const said = { diedOn: '2026-06-01', birthDate: '1990-01-01', reason: 'x'.repeat(15) }

describe('a death', () => {
  test('nothing said: alive as far as is known', () => expect(deathOf([])).toBeNull())
  test('the newest line holds, in whatever order they come', () => {
    const lines = [line('2026-05-01', '2026-05-02T10:00:00Z'), line('2026-05-02', '2026-05-03T10:00:00Z')]

    expect(deathOf(lines)).toEqual({ diedOn: '2026-05-02', source: 'CORONER' })
    expect(deathOf(lines.toReversed())).toEqual({ diedOn: '2026-05-02', source: 'CORONER' })
  })
  test('a line that says it was an error takes it back', () => {
    expect(deathOf([line('2026-05-01', '2026-05-02T10:00:00Z'), line(null, '2026-05-03T10:00:00Z')])).toBeNull()
  })
  test('is of today at the latest, and of the day of birth at the earliest', () => {
    expect(whyNotDeath(said, '2026-06-01')).toBeNull()
    expect(whyNotDeath(said, '2026-05-31')).toMatch(/future/)
    expect(whyNotDeath({ ...said, diedOn: '1990-01-01' }, '2026-06-01')).toBeNull()
    expect(whyNotDeath({ ...said, diedOn: '1989-12-31' }, '2026-06-01')).toMatch(/before the date of birth/)
  })
  test('is believed for a reason of 15 characters', () => {
    expect(whyNotBelieved('x'.repeat(14))).toMatch(/15 characters/)
    expect(whyNotBelieved('x'.repeat(15))).toBeNull()
  })
})

describe('a death, as it is told of a record whose author sees it alone', () => {
  const at = (recordId: string, diedOn: string | null, recordedAt: string) => ({ ...line(diedOn, recordedAt), recordId })
  const written = new Date('2026-05-10T10:00:00Z')
  const told = (deaths: ReturnType<typeof at>[], wasTold = false) =>
    deathAlone(deaths, { records: new Set(['theirs']), since: written, wasTold })?.diedOn ?? null
  const [before, atOnce, after] = [written.getTime() - 1, written.getTime(), written.getTime() + 1].map((time) => new Date(time).toISOString()) as [
    string,
    string,
    string
  ]

  test('is told where it was written down elsewhere since, and not where it was known before', () => {
    expect([told([]), told([at('other', '2026-05-01', before)]), told([at('other', '2026-05-01', atOnce)])]).toEqual([null, null, null])
    expect(told([at('other', '2026-05-01', after)])).toBe('2026-05-01')
  })
  test('is told where it was written down with the record itself', () => {
    expect(told([at('theirs', '2026-05-01', before), at('other', '2026-04-30', '2026-04-30T10:00:00Z')])).toBe('2026-05-01')
    expect(told([at('theirs', '2026-04-30', '2026-04-30T10:00:00Z'), at('other', '2026-05-01', before)])).toBe('2026-04-30')
  })
  test('stays told once it was, until it is taken back anywhere', () => {
    expect(told([at('other', '2026-05-01', before)], true)).toBe('2026-05-01')
    expect(told([at('other', '2026-05-01', before), at('other', null, after)], true)).toBeNull()
    expect(told([at('theirs', '2026-05-01', '2026-05-02T10:00:00Z'), at('other', null, before)])).toBeNull()
  })
})
