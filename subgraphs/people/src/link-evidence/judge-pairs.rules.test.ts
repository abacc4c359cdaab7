import { judge, judgeByGroup, type JudgedPair } from './judge-pairs.rules.ts'
import { makeJusticeRecords } from './make-justice-records.ts'

const truth = new Map(Object.entries({ a: '1', b: '1', c: '1', d: '2', e: '2' }))
const pairs: JudgedPair[] = [
  { one: 'a', other: 'b', weight: 30, isLinked: true },
  { one: 'c', other: 'd', weight: 25, isLinked: true },
  { one: 'd', other: 'e', weight: 12, isLinked: false }
]

test('right, wrong and missed links are counted against the truth', () => {
  const { atLink, best, blocked } = judge(pairs, truth)

  expect(atLink).toMatchObject({ precision: 0.5, recall: 0.25, wrong: 1 })
  expect(best).toMatchObject({ threshold: 12, recall: 0.5 })
  expect(best.f1).toBeCloseTo(4 / 7)
  expect(blocked).toBe(0.5)
})

test('a wrong link counts for the groups of both its records', () => {
  const groups = new Map(Object.entries({ a: ['x'], b: ['x'], c: ['x'], d: ['y'], e: ['y'] }))

  expect(judgeByGroup(pairs, truth, groups)).toEqual(['x 0.400, 66.7, 50.00', 'y 0.000, 100.0, 100.00'])
})

test('the made-up population is the same for the same seed, and holds what makes linking hard', () => {
  const [records, again, others] = [makeJusticeRecords(2_000, 1), makeJusticeRecords(2_000, 1), makeJusticeRecords(2_000, 2)]
  const some = (field: string, value: RegExp) => records.filter(({ fields }) => value.test(fields[field] ?? '')).length

  expect(again.map(({ fields }) => fields)).toEqual(records.map(({ fields }) => fields))
  expect(others.map(({ fields }) => fields)).not.toEqual(records.map(({ fields }) => fields))
  expect(some('postcode', /^NFA$/)).toBeGreaterThan(20)
  expect(some('postcode_kind', /^PRISON$/)).toBeGreaterThan(100)
  expect(some('alias_family', /\S/)).toBeGreaterThan(50)
  expect(some('nhs', /^999\d{7}$/)).toBeGreaterThan(500)
})
