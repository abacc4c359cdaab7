import { firstBelief, isSameBelief, nextBelief, type Belief, type GivenBelief } from './belief.rules.ts'
import type { IdentifierFact } from './identifier.rules.ts'

const nhs = (value: string, isVerified = false): IdentifierFact => ({ type: 'NHS_NUMBER', value, source: null, isVerified, isWellFormed: true, from: null })
const home = (postcode: string) => ({ kind: 'HOME' as const, lines: null, town: null, postcode, from: null, until: null })

function given(changes: Partial<GivenBelief> = {}): GivenBelief {
  return {
    givenName: 'Testina',
    familyName: 'Sampleton',
    aliases: null,
    birthDate: '1990-02-28',
    birthDateIsEstimated: false,
    otherBirthDates: null,
    sex: 'FEMALE',
    genderIdentity: null,
    ethnicityCodeList: null,
    ethnicityCode: null,
    identifiers: null,
    addresses: null,
    ...changes
  }
}

const standing: Belief = firstBelief(
  given({ aliases: [{ given: 'Tina', family: 'Sampleton' }], identifiers: [nhs('9990000018', true)], addresses: [home('BB1 3HT')], genderIdentity: 'FEMALE' })
)

describe('what is believed after a telling', () => {
  test.each(['whole', 'additions'] as const)('what is not spoken of stays (%s)', (telling) => {
    expect(isSameBelief(nextBelief(standing, given(), telling), standing)).toBe(true)
  })

  test.each(['whole', 'additions'] as const)('a name that is told anew replaces the old one (%s)', (telling) => {
    expect(nextBelief(standing, given({ familyName: 'Married' }), telling)).toMatchObject({ familyName: 'Married', aliases: standing.aliases })
  })

  test('told whole, a list replaces what stood, and an empty one empties it', () => {
    expect(nextBelief(standing, given({ identifiers: [nhs('9990000026')] }), 'whole').identifiers).toEqual([nhs('9990000026')])
    expect(nextBelief(standing, given({ identifiers: [] }), 'whole').identifiers).toEqual([])
  })

  test('told as an addition, it adds to what stood, the newest address first', () => {
    const next = nextBelief(standing, given({ identifiers: [nhs('9990000026')], addresses: [home('LA1 1AA')] }), 'additions')

    expect(next.identifiers.map(({ value }) => value).sort()).toEqual(['9990000018', '9990000026'])
    expect(next.addresses.map(({ postcode }) => postcode)).toEqual(['LA1 1AA', 'BB1 3HT'])
  })

  test('a source that repeats a verified number as unverified does not undo that; a person who says the whole does', () => {
    const again = given({ identifiers: [nhs('9990000018', false)] })

    expect(nextBelief(standing, again, 'additions').identifiers).toEqual([nhs('9990000018', true)])
    expect(nextBelief(standing, again, 'whole').identifiers).toEqual([nhs('9990000018', false)])
  })

  test('a number that has been traced since becomes verified', () => {
    const untraced = firstBelief(given({ identifiers: [nhs('9990000018')] }))

    expect(nextBelief(untraced, given({ identifiers: [nhs('9990000018', true)] }), 'additions').identifiers).toEqual([nhs('9990000018', true)])
  })

  test('a telling without ethnicity keeps the code and its list together', () => {
    const before = firstBelief(given({ ethnicityCodeList: 'NHS_2001', ethnicityCode: 'A' }))

    expect(nextBelief(before, given(), 'whole')).toMatchObject({ ethnicityCodeList: 'NHS_2001', ethnicityCode: 'A' })
    expect(nextBelief(before, given({ ethnicityCodeList: 'CJS_16_PLUS_1', ethnicityCode: 'W1' }), 'whole')).toMatchObject({
      ethnicityCodeList: 'CJS_16_PLUS_1',
      ethnicityCode: 'W1'
    })
  })

  test('two beliefs are the same whatever the order of the keys in their items', () => {
    const shuffled = { ...standing, identifiers: standing.identifiers.map(({ value, type, ...rest }) => ({ ...rest, value, type })) }

    expect(isSameBelief(standing, shuffled)).toBe(true)
    expect(isSameBelief(standing, { ...standing, identifiers: [nhs('9990000018', false)] })).toBe(false)
  })
})
