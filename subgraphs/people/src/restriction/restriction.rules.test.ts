import { arePlacesClear, isNews, seenAloneBy, thatShutOut, whyNotFlag, whyNotLimit, type FlagFact, type LimitFact } from './restriction.rules.ts'

const now = new Date('2026-06-01T12:00:00Z')
const limit = { subjects: ['kim'], reason: 'x'.repeat(15), from: null, until: null }

describe('a limit', () => {
  test('may be set', () => expect(whyNotLimit(limit, now)).toBeNull())
  test('needs a reason of 15 characters', () => expect(whyNotLimit({ ...limit, reason: 'x'.repeat(14) }, now)).toMatch(/15 characters/))
  test('names 1 to 50 members of staff', () => {
    const named = (count: number) => whyNotLimit({ ...limit, subjects: Array.from({ length: count }, (_, place) => `worker-${place}`) }, now)

    expect([named(0), named(51)]).toEqual([expect.stringContaining('between 1 and 50'), expect.stringContaining('between 1 and 50')])
    expect([named(1), named(50)]).toEqual([null, null])
  })
  test('begins later or now, and before it ends', () => {
    const soon = new Date(now.getTime() + 1)
    expect(whyNotLimit({ ...limit, from: now }, now)).toMatch(/"from" must lie ahead/)
    expect(whyNotLimit({ ...limit, from: soon }, now)).toBeNull()
    expect(whyNotLimit({ ...limit, from: soon, until: soon }, now)).toMatch(/end before it begins/)
    expect(whyNotLimit({ ...limit, from: soon, until: new Date(now.getTime() + 2) }, now)).toBeNull()
  })
  test('names nobody by a name that would be two', () => expect(whyNotLimit({ ...limit, subjects: ['kim\nsubject:lou'] }, now)).toMatch(/line break/))
  test('ends after now, or not at all', () => {
    expect(whyNotLimit({ ...limit, until: now }, now)).toMatch(/lie ahead/)
    expect(whyNotLimit({ ...limit, until: new Date(now.getTime() + 1) }, now)).toBeNull()
  })
})

describe('limits that shut somebody out', () => {
  const fact = (kind: LimitFact['kind'], subjects: string[], changes: Partial<LimitFact> = {}): LimitFact => ({
    ...{ kind, subjects, from: null, until: null, endedAt: null, recordedAt: now },
    ...changes
  })
  const [kims, lous, toLou] = [fact('EXCLUSION', ['kim']), fact('EXCLUSION', ['lou']), fact('RESTRICTION', ['lou'])]

  test('are exclusions by name, and restrictions to others', () => {
    expect(thatShutOut('kim', [kims, lous, toLou], now)).toEqual([kims, toLou])
    expect(thatShutOut('lou', [kims, lous, toLou], now)).toEqual([lous])
  })
  test('are no restrictions where any of them names one', () => expect(thatShutOut('kim', [toLou, fact('RESTRICTION', ['kim'])], now)).toEqual([]))
  test.each([{ endedAt: now }, { until: now }, { from: new Date(now.getTime() + 1) }])('are none out of force: %j', (changes) =>
    expect(thatShutOut('kim', [fact('EXCLUSION', ['kim'], changes)], now)).toEqual([])
  )
})

describe('the places of a record', () => {
  const line = (recordId: string, state: FlagFact['state'], minute = 0): FlagFact => ({
    recordId,
    state,
    recordedAt: new Date(now.getTime() + minute * 60_000)
  })

  test('are not clear where nobody was asked', () => expect(arePlacesClear('a', [])).toBe(false))
  test('are as its newest line says, in whatever order they come', () => {
    expect(arePlacesClear('a', [line('a', 'SENSITIVE'), line('a', 'CLEAR', 1)])).toBe(true)
    expect(arePlacesClear('a', [line('a', 'SENSITIVE', 1), line('a', 'CLEAR')])).toBe(false)
  })
  test('are not clear where two lines of one instant disagree', () => {
    expect(arePlacesClear('a', [line('a', 'CLEAR'), line('a', 'SENSITIVE')])).toBe(false)
    expect(arePlacesClear('a', [line('a', 'SENSITIVE'), line('a', 'CLEAR')])).toBe(false)
  })
  test('are not clear while another record of the person is flagged', () => {
    expect(arePlacesClear('a', [line('a', 'CLEAR'), line('b', 'SENSITIVE')])).toBe(false)
    expect(arePlacesClear('a', [line('a', 'CLEAR'), line('b', 'SENSITIVE'), line('b', 'CLEAR', 1)])).toBe(true)
  })
  test('a word on them needs a reason of 15 characters', () => {
    expect(whyNotFlag('x'.repeat(14))).toMatch(/15 characters/)
    expect(whyNotFlag('x'.repeat(15))).toBeNull()
  })
})

describe("a source's word on places", () => {
  const said = (state: FlagFact['state'], recordedBy = 'importer') => ({ state, recordedBy })

  test.each([
    ['CLEAR', undefined, true],
    ['SENSITIVE', undefined, true],
    ['CLEAR', said('CLEAR', 'staff'), false],
    ['SENSITIVE', said('CLEAR', 'staff'), true],
    ['CLEAR', said('SENSITIVE'), true],
    ['CLEAR', said('SENSITIVE', 'staff'), false]
  ] as const)('%s after %j is news: %s', (state, standing, expected) => expect(isNews(state, standing, 'importer')).toBe(expected))
})

describe('a record that somebody wrote down of a person they are shut out of', () => {
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  const standing = { recordId: 'theirs', kind: 'EXCLUSION' as const, subjects: ['kim'], from: null, until: null, endedAt: null, recordedAt: at(-60) }
  const hour = { subject: 'kim', decidedAt: at(-30), until: at(30) }
  const seen = (changes: object = {}, { subject = 'kim', minutes = -10, overrides = [] as (typeof hour)[] } = {}) =>
    seenAloneBy({ id: 'record', author: { subject, at: at(minutes) } }, { limits: [{ ...standing, ...changes }], limitOverrides: overrides }, now)
  const alone = { subject: 'kim', until: null }

  test('is seen alone by whoever is excluded, and by whom a restriction does not name', () => {
    expect([seen(), seen({ kind: 'RESTRICTION', subjects: ['lou'] })]).toEqual([alone, alone])
    expect([seen({}, { subject: 'lou' }), seen({ kind: 'RESTRICTION' })]).toEqual([null, null])
  })
  test('from the moment of the limit on, and not before', () => {
    expect([seen({}, { minutes: -60 }), seen({}, { minutes: -61 })]).toEqual([alone, null])
    expect([seen({ from: at(-10) }, { minutes: -10 }), seen({ from: at(-10) }, { minutes: -11 })]).toEqual([alone, null])
  })
  test('not once the limit has ended or run out, and not where it was set with this record', () =>
    expect([seen({ endedAt: at(-1) }), seen({ until: now }), seen({ recordId: 'record' })]).toEqual([null, null, null]))
  test('as long as the limit runs', () => expect(seen({ until: at(5) })).toEqual({ subject: 'kim', until: at(5) }))
  test('not where it was written in an hour for which they were let past, running or over', () => {
    expect([seen({}, { overrides: [hour] }), seen({}, { overrides: [{ ...hour, until: at(-5) }] })]).toEqual([null, null])
    expect([seen({}, { minutes: -31, overrides: [hour] }), seen({}, { minutes: -5, overrides: [{ ...hour, until: at(-5) }] })]).toEqual([alone, alone])
    expect(seen({}, { overrides: [{ ...hour, subject: 'lou' }] })).toEqual(alone)
  })
  test('of a person with no other record is nobody’s alone', () =>
    expect(seenAloneBy({ id: 'record' }, { limits: [standing], limitOverrides: [] }, now)).toBeNull())
})
