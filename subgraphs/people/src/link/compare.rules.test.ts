import fc from 'fast-check'
import { compareIdentities } from './compare.rules.ts'
import { normaliseIdentity, type GivenIdentity } from './identity.rules.ts'
import { linkageModel as model, priorOf, sharesOf, weighRarity, national } from './linkage-model.rules.ts'

const someone: GivenIdentity = {
  id: 'a',
  names: [{ given: 'Robert', family: 'Testcase' }],
  birthDates: [{ date: '1984-05-03' }],
  sex: 'MALE',
  postcodes: [{ value: 'PR1 2AB' }],
  addresses: ['3 Mill Street'],
  identifiers: [{ type: 'NHS_NUMBER', value: '9990000018', isVerified: true }]
}
const like = (changes: Partial<GivenIdentity>) => compareIdentities(normaliseIdentity(someone), normaliseIdentity({ ...someone, id: 'b', ...changes }))
const lineOf = (changes: Partial<GivenIdentity>, field: string) =>
  like(changes)
    .evidence.filter((item) => item.field === field)
    .map(({ outcome, level }) => `${outcome} ${level}`)[0]
const named = (given: string, family: string) => ({ names: [{ given, family }] })
const withoutNumber = { ...someone, identifiers: [] }
const relatives = (changes: Partial<GivenIdentity>) =>
  compareIdentities(normaliseIdentity(withoutNumber), normaliseIdentity({ ...withoutNumber, id: 'b', ...changes }))

describe('what each field says', () => {
  test.each([
    ['the same given name', named('ROBERT', 'Testcase'), 'givenName', 'match exact'],
    ['a short form', named('Bob', 'Testcase'), 'givenName', 'close shortForm'],
    ['a slip', named('Robret', 'Testcase'), 'givenName', 'close alike'],
    ['an initial', named('R', 'Testcase'), 'givenName', 'close initial'],
    ['another given name', named('William', 'Testcase'), 'givenName', 'mismatch different'],
    ['one half of a double-barrelled name', named('Robert', 'Jones-Testcase'), 'familyName', 'close oneHalf'],
    ['names in each other’s place', named('Testcase', 'Robert'), 'familyName', 'close swapped'],
    [
      'an alias',
      {
        names: [
          { given: 'Will', family: 'Other' },
          { given: 'Robert', family: 'Testcase' }
        ]
      },
      'familyName',
      'match alias exact'
    ],
    ['no name', { names: [] }, 'givenName', 'blank blank'],
    ['a date with day and month swapped', { birthDates: [{ date: '1984-03-05' }] }, 'birthDate', 'close dayAndMonthSwapped'],
    ['an estimated date of the year', { birthDates: [{ date: '1984-11-20', isEstimated: true }] }, 'birthDate', 'close estimatedSameYear'],
    ['1 January of the next year', { birthDates: [{ date: '1985-01-01' }] }, 'birthDate', 'close estimatedNear'],
    ['an estimate ten years off', { birthDates: [{ date: '1994-01-01' }] }, 'birthDate', 'mismatch estimatedDifferent'],
    ['a second date of birth', { birthDates: [{ date: '1990-01-31' }, { date: '1984-05-03' }] }, 'birthDate', 'match oneOfSeveral'],
    ['the other sex', { sex: 'FEMALE' as const }, 'sex', 'mismatch different'],
    ['a prison’s postcode', { postcodes: [{ value: 'PR1 2AB', kind: 'PRISON' as const }] }, 'postcode', 'match shared'],
    ['no fixed abode', { postcodes: [{ value: 'ZZ99 3VZ' }] }, 'postcode', 'blank shared'],
    ['an address written otherwise', { addresses: ['3, Mill St., Preston'] }, 'address', 'close alike'],
    ['another NHS number', { identifiers: [{ type: 'NHS_NUMBER', value: '9990000026' }] }, 'NHS_NUMBER', 'mismatch different'],
    ['an NHS number where the other has none', { identifiers: [{ type: 'PNC', value: '2002/0073319Z' }] }, 'NHS_NUMBER', undefined]
  ] satisfies [string, Partial<GivenIdentity>, string, string | undefined][])('%s', (_, changes, field, said) => expect(lineOf(changes, field)).toBe(said))

  test('a slip in a number without a check digit is forgiven, in an NHS number it is another number', () => {
    const of = (type: string, [one, other]: [string, string]) =>
      compareIdentities(
        normaliseIdentity({ id: 'a', names: [], identifiers: [{ type, value: one }] }),
        normaliseIdentity({ id: 'b', names: [], identifiers: [{ type, value: other }] })
      ).evidence.find(({ field }) => field === type)?.level

    expect(of('OTHER', ['6988048', '6988084'])).toBe('oneEdit')
    expect(of('OTHER', ['6988048', '1234567'])).toBe('different')
    expect(of('NHS_NUMBER', ['9990000018', '9990000081'])).toBe('different')
  })
})

describe('the weight', () => {
  test('is the prior and the evidence, and blank fields weigh nothing', () => {
    const { weight, evidence } = like({ names: [], birthDates: [], sex: null, postcodes: [], addresses: [], identifiers: [] })

    expect(evidence.every(({ outcome, weight: bits }) => outcome === 'blank' && bits === 0)).toBe(true)
    expect(weight).toBeCloseTo(-21.85, 2)
  })

  test('a verified NHS number with the date of birth and a name links; with the number alone it does not', () => {
    expect(like({ postcodes: [], addresses: [], sex: null }).weight).toBeGreaterThanOrEqual(model.thresholds.link)
    expect(like({ ...named('Zebedee', 'Other'), birthDates: [{ date: '1950-12-30' }], postcodes: [], addresses: [] }).weight).toBeLessThan(
      model.thresholds.review
    )
  })

  test('a second number that agrees adds eight bits, as PNC and CRO do', () => {
    const both = [
      { type: 'PNC', value: '2002/0073319Z' },
      { type: 'CRO', value: '065656/91H' }
    ]
    const of = (identifiers: GivenIdentity['identifiers']) => {
      const one = normaliseIdentity({ id: 'a', names: [], identifiers })
      return compareIdentities(one, { ...one, id: 'b' }).weight - priorOf(national)
    }

    expect(of(both)).toBeCloseTo(29.9, 5)
    expect(of(both.slice(0, 1))).toBeCloseTo(21.6, 5)
  })

  test('a rare name says more than a common one, within limits', () => {
    const shareOf = sharesOf(
      new Map([
        [
          'familyName',
          new Map(
            [...Array(400).keys()]
              .map((at): [string, number] => [`name${at}`, 1])
              .concat([
                ['smith', 200],
                ['testcase', 1]
              ])
          )
        ]
      ])
    )

    expect(shareOf('familyName', 'smith')).toBeCloseTo(200 / 601)
    expect(shareOf('familyName', 'nobody')).toBeNull()
    expect(shareOf('givenName', 'robert')).toBeNull()
    expect(weighRarity(model.familyName.exact, 1 / 3)).toBe(model.familyName.exact.least)
    expect(weighRarity(model.familyName.exact, 1e-9)).toBe(model.familyName.exact.most)
    expect(weighRarity(model.familyName.exact, null)).toBe(model.familyName.exact.average)
  })

  test('a small file is its own population, and never taken for smaller than the least', () => {
    const of = (people: number) => priorOf({ ...national, people })

    expect(of(5_000)).toBeCloseTo(-12.29, 2)
    expect(of(10)).toBe(of(1_000))
  })
})

describe('people who are not one', () => {
  test('different verified NHS numbers are a veto, a number one side has not verified is none', () => {
    const other = (isVerified: boolean) => like({ identifiers: [{ type: 'NHS_NUMBER', value: '9990000026', isVerified }] })

    expect(other(true)).toMatchObject({ veto: 'DIFFERENT_VERIFIED_NHS_NUMBERS', disagrees: true, weight: model.vetoedWeight })
    expect(other(false).veto).toBeNull()
  })

  test('twins: family name, date of birth and home, but another given name and no number in common', () => {
    expect(relatives(named('William', 'Testcase'))).toMatchObject({ veto: 'TWINS', weight: model.vetoedWeight })
    expect(relatives(named('Bob', 'Testcase')).veto).toBeNull()
    expect(like(named('William', 'Testcase')).veto).toBeNull()
    expect(relatives({ ...named('William', 'Testcase'), postcodes: [], addresses: [] }).veto).toBeNull()
    expect(
      relatives({
        names: [
          { given: 'William', family: 'Testcase' },
          { given: 'Robert', family: 'Testcase' }
        ]
      }).veto
    ).toBeNull()
  })

  test('a father and a son of one name in one home are apart, for the home then says household', () => {
    const { weight, disagrees } = relatives({ birthDates: [{ date: '1958-11-20' }] })

    expect(weight).toBeLessThan(model.thresholds.review)
    expect(disagrees).toBe(true)
  })

  test('a record that lacks almost everything disagrees with nobody', () => {
    expect(relatives({ birthDates: [], postcodes: [], addresses: [], sex: null, ...named('R', 'Testcase') }).disagrees).toBe(false)
  })
})

test('comparing two records gives the same weight whichever comes first', () => {
  const text = fc.constantFrom('Sam', 'Samuel', 'Lee', 'Ann-Marie', 'Smith', 'Smyth', 'Smith-Lee', '', 'Unknown')
  const identity = fc.record({
    id: fc.constant('x'),
    names: fc.array(fc.record({ given: text, family: text }), { maxLength: 3 }),
    birthDates: fc.array(fc.record({ date: fc.constantFrom('1980-03-05', '1980-05-03', '1980-01-01', '1981-03-06'), isEstimated: fc.boolean() }), {
      maxLength: 2
    }),
    postcodes: fc.array(fc.record({ value: fc.constantFrom('PR1 2AB', 'PR1 2XY', 'NFA', '4011') }), { maxLength: 2 }),
    identifiers: fc.array(fc.record({ type: fc.constantFrom('PNC', 'OTHER', 'CRO'), value: fc.constantFrom('1234567', '1234576', '7777777') }), {
      maxLength: 4
    })
  })

  fc.assert(
    fc.property(identity, identity, (one, other) => {
      const [a, b] = [normaliseIdentity(one), normaliseIdentity(other)]
      const [there, back] = [compareIdentities(a, b), compareIdentities(b, a)]

      expect(there.weight).toBe(back.weight)
      expect([there.veto, there.disagrees]).toEqual([back.veto, back.disagrees])
    }),
    { numRuns: 500 }
  )
})
