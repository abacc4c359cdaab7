import fc from 'fast-check'
import { decideLinks, keepPersonIds, previewLink, type LinkQuestion } from './decide-link.rules.ts'
import { normaliseIdentity, type GivenIdentity } from './identity.rules.ts'

const nhs = (value: string) => [{ type: 'NHS_NUMBER', value, isVerified: true }]
const testcase: GivenIdentity = {
  id: 'a',
  names: [{ given: 'Robert', family: 'Testcase' }],
  birthDates: [{ date: '1984-05-03' }],
  sex: 'MALE',
  postcodes: [{ value: 'PR1 2AB' }]
}
const record = (id: string, changes: Partial<GivenIdentity> = {}) => normaliseIdentity({ ...testcase, id, ...changes })
const everyPair = (ids: readonly string[]) => ids.flatMap((one, at) => ids.slice(at + 1).map((other) => ({ one, other })))
const decide = (records: ReturnType<typeof record>[], said: LinkQuestion['assertions'] = []) =>
  decideLinks({ records, pairs: everyPair(records.map(({ id }) => id)), assertions: said })
const decidedAt = new Date('2026-01-01T00:00:00Z')

describe('the decision on a pair', () => {
  test.each([
    ['name, date of birth and postcode', {}, 'link'],
    ['name and date of birth', { postcodes: [] }, 'review'],
    ['name and postcode', { birthDates: [], postcodes: [{ value: 'PR1 2AB', kind: 'PRISON' }] }, 'apart'],
    ['a name alone', { birthDates: [], postcodes: [] }, 'apart']
  ] satisfies [string, Partial<GivenIdentity>, string][])('%s: %s', (_, changes, decision) => {
    expect(decide([record('a'), record('b', changes)]).pairs[0]?.decision).toBe(decision)
  })

  test('is apart, not for review, between two verified NHS numbers', () => {
    const { pairs, clusters } = decide([record('a', { identifiers: nhs('9990000018') }), record('b', { identifiers: nhs('9990000026') })])

    expect(pairs[0]?.decision).toBe('apart')
    expect(clusters).toEqual([['a'], ['b']])
  })

  test('is the human’s where a human spoke, and for review where a SAME cannot hold', () => {
    const [one, other] = [record('a'), record('b')]
    const verified = [record('a', { identifiers: nhs('9990000018') }), record('b', { identifiers: nhs('9990000026') })]

    expect(decide([one, other], [{ one: 'a', other: 'b', says: 'DIFFERENT', decidedAt }]).pairs[0]).toMatchObject({ decision: 'apart', decidedBy: 'HUMAN' })
    expect(decide(verified, [{ one: 'a', other: 'b', says: 'SAME', decidedAt }]).pairs[0]).toMatchObject({
      decision: 'review',
      reason: 'DIFFERENT_VERIFIED_NHS_NUMBERS'
    })
  })

  test('links two records of little weight through a third', () => {
    const whole = record('b', { identifiers: nhs('9990000018') })
    const numbered = record('c', { names: [{ given: 'R', family: 'Testcase' }], postcodes: [], identifiers: nhs('9990000018') })
    const { pairs } = decide([record('a'), whole, numbered])

    expect(pairs.find(({ one, other }) => one === 'a' && other === 'c')).toMatchObject({ decision: 'link', reason: null })
    expect(pairs.find(({ one, other }) => one === 'a' && other === 'c')?.weight).toBeLessThan(20)
  })

  test('refuses a pair of a record that was not given', () => {
    expect(() => decideLinks({ records: [record('a')], pairs: [{ one: 'a', other: 'z' }], assertions: [] })).toThrow(RangeError)
  })
})

describe('a record beside the persons it may belong to', () => {
  test('shows each person’s most like record and its evidence, the most like person first', () => {
    const persons = [
      { personId: 'far', records: [record('x', { birthDates: [{ date: '1950-01-31' }], postcodes: [] })] },
      { personId: 'near', records: [record('y', { postcodes: [] }), record('z')] }
    ]
    const shown = previewLink(record('a'), persons, { assertions: [] })

    expect(shown.map(({ personId, decision, recordId }) => [personId, decision, recordId])).toEqual([
      ['near', 'link', 'z'],
      ['far', 'apart', 'x']
    ])
    expect(shown[0]?.evidence.find(({ field }) => field === 'postcode')).toMatchObject({ outcome: 'match' })
  })

  test('gives no link where a father and a son are nearly as like', () => {
    const unsure = { names: [{ given: 'Robert', family: 'Testcase' }], addresses: ['3 Mill Street'], emails: ['testcase@example.org'], birthDates: [] }
    const persons = ['1958-11-20', '1984-05-03'].map((date) => ({ personId: date, records: [record(date, { ...unsure, birthDates: [{ date }] })] }))

    expect(previewLink(record('a', unsure), persons, { assertions: [] }).map(({ decision }) => decision)).toEqual(['review', 'review'])
    expect(previewLink(record('a', unsure), persons.slice(1), { assertions: [] }).map(({ decision }) => decision)).toEqual(['link'])
  })
})

test('real records in any order make the same persons', () => {
  const changes = fc.record(
    {
      names: fc.constantFrom([{ given: 'Robert', family: 'Testcase' }], [{ given: 'Bob', family: 'Testcase' }], [{ given: 'William', family: 'Testcase' }], []),
      birthDates: fc.constantFrom([{ date: '1984-05-03' }], [{ date: '1984-03-05' }], [{ date: '1958-11-20' }], []),
      postcodes: fc.constantFrom([{ value: 'PR1 2AB' }], [{ value: 'LA9 5ZZ' }], []),
      identifiers: fc.constantFrom(nhs('9990000018'), nhs('9990000026'), [{ type: 'PNC', value: '2002/0073319Z' }], [])
    },
    { requiredKeys: [] }
  )
  const cases = fc.array(changes, { minLength: 2, maxLength: 7 }).chain((items) => {
    const records = items.map((item, at) => record(`r${at}`, item))
    return fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length }))
  })

  fc.assert(
    fc.property(cases, ([records, others]) => expect(decide(others).clusters).toEqual(decide(records).clusters)),
    { numRuns: 300 }
  )
})

describe('the ids persons keep', () => {
  const kept = (clusters: string[][], standing: Record<string, string>) => keepPersonIds(clusters, new Map(Object.entries(standing)))

  test('a person that a record joins keeps its id', () => expect(kept([['a', 'b', 'c']], { a: 'p', b: 'p' })).toEqual(['p']))
  test('of two that are joined the one with more records gives the id', () => expect(kept([['a', 'b', 'c']], { a: 'q', b: 'p', c: 'p' })).toEqual(['p']))
  test('of two with as many, the lower id', () => expect(kept([['a', 'b']], { a: 'q', b: 'p' })).toEqual(['p']))
  test('of two that are parted the one with more records keeps it, the other is new', () =>
    expect(kept([['a'], ['b', 'c']], { a: 'p', b: 'p', c: 'p' })).toEqual([null, 'p']))
  test('nobody takes an id twice', () => expect(kept([['a'], ['b']], { a: 'p', b: 'p' })).toEqual(['p', null]))
  test('a record nobody knew is a new person', () => expect(kept([['a']], {})).toEqual([null]))
})
