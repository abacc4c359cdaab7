import { deathOf, whyNotBelieved, whyNotDeath } from './death.rules.ts'

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
