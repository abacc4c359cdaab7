import { arePlacesClear, isNews, thatShutOut, whyNotFlag, whyNotLimit, type FlagFact, type LimitFact } from './restriction.rules.ts'

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
