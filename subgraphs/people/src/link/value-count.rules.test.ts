import { compareIdentities } from './compare.rules.ts'
import { normaliseIdentity } from './identity.rules.ts'
import { linkageModel, sharesOf, weighRarity, type RarityField } from './linkage-model.rules.ts'
import { isDue, isMany, populationOf, toCounted, valueKeysOf, valueKeysOfBoth, type RawCount } from './value-count.rules.ts'

const now = new Date('2026-06-01T12:00:00Z')
const totals = { givenName: 100_000, familyName: 100_000, postcode: 100_000, town: 100_000 }
const raw: RawCount[] = [
  { field: 'familyName', value: 'Smith', count: 1_200 },
  { field: 'familyName', value: 'SMITH', count: 100 },
  { field: 'familyName', value: 'Featherstonehaugh', count: 2 },
  { field: 'givenName', value: 'Unknown', count: 900 },
  { field: 'givenName', value: 'David', count: 3_000 },
  { field: 'postcode', value: 'BB1 3HT', count: 40 }
]
const standing = (counts = toCounted(totals, raw).counts) => ({ number: 7, totals, counts: Object.fromEntries(counts) })

describe('when names are counted anew', () => {
  test('once a day', () => {
    expect([isDue(null, now), isDue(new Date(now.getTime() - 86_400_000), now), isDue(new Date(now.getTime() - 86_399_999), now)]).toEqual([true, true, false])
  })
  test.each([
    [499, 0, false],
    [500, 0, true],
    [500, 50_000, true],
    [500, 50_100, false],
    [10_000, 1_000_000, true]
  ])('when a file brings %d to %d counted: %s', (awaiting, counted, is) => expect(isMany(awaiting, counted)).toBe(is))
})

describe('what is kept of a count', () => {
  test('are names as they are compared, however they are written, and none that says "not known"', () => {
    expect(Object.fromEntries(toCounted(totals, raw).counts)).toEqual({ 'familyName smith': 1_300, 'givenName david': 3_000, 'postcode BB13HT': 40 })
  })

  test('weighs as the whole count of a file does: what is left out weighs the most either way', () => {
    const counts = new Map<RarityField, Map<string, number>>([
      [
        'familyName',
        new Map([
          ['smith', 1_300],
          ['featherstonehaugh', 2],
          ['x', 98_698]
        ])
      ],
      [
        'givenName',
        new Map([
          ['david', 3_000],
          ['x', 97_000]
        ])
      ]
    ])
    const [ofFile, ofRecords] = [sharesOf(counts), populationOf(standing()).population.shareOf]

    for (const [field, value] of [
      ['familyName', 'smith'],
      ['familyName', 'featherstonehaugh'],
      ['givenName', 'david']
    ] as const)
      expect(weighRarity(linkageModel[field].exact, ofRecords(field, value))).toBeCloseTo(weighRarity(linkageModel[field].exact, ofFile(field, value)), 10)
  })
})

describe('how common names are', () => {
  test('is not known before they were counted, nor out of few records', () => {
    expect(populationOf(null)).toMatchObject({ population: { people: linkageModel.people }, modelVersion: linkageModel.version })
    expect(populationOf(null).population.shareOf('familyName', 'smith')).toBeNull()
    expect(populationOf({ ...standing(), totals: { ...totals, familyName: 499 } }).population.shareOf('familyName', 'smith')).toBeNull()
  })

  test('says less of two Davids Smith than of two of a rare name, and which count says so', () => {
    const { population, modelVersion } = populationOf(standing())
    const two = (given: string, family: string) => {
      const one = normaliseIdentity({ id: 'a', names: [{ given, family }] })
      return compareIdentities(one, { ...one, id: 'b' }, population).weight
    }

    expect(two('Ottoline', 'Featherstonehaugh') - two('David', 'Smith')).toBeGreaterThan(10)
    expect(modelVersion).toBe(`${linkageModel.version}, names counted 7`)
  })

  test('is asked of names, postcodes and towns', () => {
    const identity = normaliseIdentity({ id: 'a', names: [{ given: 'Ann', family: 'Lee' }], postcodes: [{ value: 'BB1 3HT' }], towns: ['Blackburn'] })

    expect(valueKeysOf(identity)).toEqual(['givenName ann', 'familyName lee', 'postcode BB13HT', 'town blackburn'])
  })

  test('is asked of nothing but what two records share', () => {
    const of = (id: string, changes: object) => normaliseIdentity({ id, names: [], postcodes: [{ value: 'BB1 3HT' }], towns: ['Blackburn'], ...changes })
    const one = of('a', {
      names: [
        { given: 'Ann Marie', family: 'Lee' },
        { given: 'Nan', family: 'Hill-Lee' }
      ],
      postcodes: [{ value: 'BB1 3HT' }, { value: 'LA1 1AA' }]
    })
    const other = of('b', {
      names: [
        { given: 'Ann', family: 'Hill' },
        { given: 'Anne', family: 'Lee' }
      ]
    })
    const asked = new Set<string>()
    const shareOf = (field: RarityField, value: string) => (asked.add(`${field} ${value}`), null)

    compareIdentities(one, other, { people: 1_000, shareOf })

    expect(valueKeysOfBoth(one, other)).toEqual(['givenName ann', 'familyName lee', 'postcode BB13HT', 'town blackburn'])
    expect([...asked].toSorted()).toEqual(valueKeysOfBoth(one, other).toSorted())
  })
})
