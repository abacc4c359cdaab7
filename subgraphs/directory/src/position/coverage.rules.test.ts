import { coverageOf, isCovered, withLarger } from './coverage.rules.ts'

const known = [
  { code: 'E07000117', name: 'Burnley', within: 'E10000017' },
  { code: 'E07000122', name: 'Pendle', within: 'E10000017' },
  { code: 'E06000064', name: 'Westmorland and Furness', within: 'E10000006' },
  { code: 'E10000006', name: 'Cumbria', within: 'E92000001' },
  { code: 'E10000017', name: 'Lancashire', within: 'E92000001' },
  { code: 'E92000001', name: 'England', within: null }
]
const area = (name: string | null, more: { extent?: string; uri?: string } = {}) => ({ name, extent: null, uri: null, ...more })
const coverage = (...names: string[]) =>
  coverageOf(
    names.map((name) => area(name)),
    known
  )

describe('what service areas come to', () => {
  test.each<[string[], string[] | null]>([
    [['Burnley'], ['E07000117']],
    [['Burnley Borough Council'], ['E07000117']],
    [['the county of Lancashire'], ['E10000017']],
    [['Burnley and Pendle'], ['E07000117', 'E07000122']],
    [['Westmorland and Furness'], ['E06000064']],
    [
      ['Burnley', 'Cumbria'],
      ['E07000117', 'E10000006']
    ],
    [['BB10, BB11 and BB12'], ['BB10', 'BB11', 'BB12']],
    [['National'], ['E92000001']],
    [['wherever you are'], null],
    [['Burnley', 'wherever you are'], null],
    [[], null]
  ])('%p: %p', (names, codes) => expect(coverage(...names)).toEqual(codes))

  test('a GSS code in the address or the extent counts before the name', () => {
    expect(coverageOf([area('Somewhere', { uri: 'http://statistics.data.gov.uk/id/statistical-geography/E07000117' })], known)).toEqual(['E07000117'])
    expect(coverageOf([area(null, { extent: 'E10000017' })], known)).toEqual(['E10000017'])
  })
})

describe('whether somewhere is covered', () => {
  const burnley = { outcodes: ['BB11'], areaCodes: ['E07000117'] }
  const straddling = { outcodes: ['BB12'], areaCodes: ['E07000117', 'E07000122'] }
  const elsewhere = { outcodes: ['M1'], areaCodes: [] }

  test.each<[string[], typeof burnley, boolean | null]>([
    [['E07000117'], burnley, true],
    [['E10000017'], burnley, true],
    [['E92000001'], burnley, true],
    [['BB11'], burnley, true],
    [['E07000122'], burnley, false],
    [['BB10'], burnley, false],
    [['E07000117'], straddling, null],
    [['E10000017'], straddling, true],
    [['E06000064'], straddling, false],
    [['E07000117'], elsewhere, null],
    [['M1'], elsewhere, true],
    [['E92000001'], { outcodes: ['L37'], areaCodes: ['E08000014'] }, true]
  ])('an area of %p, someone at %p: %p', (codes, where, answer) => expect(isCovered(codes, where, known)).toBe(answer))

  test('a district lies in its county and in England', () => {
    expect(withLarger('E07000117', known)).toEqual(['E07000117', 'E10000017', 'E92000001'])
    expect(withLarger('E08000014', known)).toEqual(['E08000014', 'E92000001'])
  })
})
