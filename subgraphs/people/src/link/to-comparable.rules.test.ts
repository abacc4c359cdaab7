import { firstBelief, type Belief, type GivenBelief } from '../identity-record/belief.rules.ts'
import { toComparable } from './to-comparable.rules.ts'

function belief(changes: Partial<GivenBelief> = {}): Belief {
  const unsaid = {
    aliases: null,
    otherBirthDates: null,
    genderIdentity: null,
    ethnicityCodeList: null,
    ethnicityCode: null,
    identifiers: null,
    addresses: null
  }
  return firstBelief({
    givenName: 'Testina',
    familyName: 'Sampleton',
    birthDate: '1990-02-28',
    birthDateIsEstimated: false,
    sex: 'FEMALE',
    ...unsaid,
    ...changes
  })
}
const address = (kind: 'HOME' | 'PRISON' | 'HOSTEL' | 'NO_FIXED_ABODE', postcode: string | null) => ({
  ...{ kind, postcode, lines: '1 Sample Street', town: 'Blackburn' },
  ...{ from: null, until: null }
})
const number = (value: string, isWellFormed: boolean) => ({ type: 'PNC' as const, value, source: null, isVerified: false, isWellFormed, from: null })

describe('what a record says, as records are compared', () => {
  test('has every name and every date of birth', () => {
    const comparable = toComparable('r', belief({ aliases: [{ given: 'Tina', family: 'Otherton' }], otherBirthDates: ['1991-02-28'] }))

    expect(comparable.names.map(({ family }) => family)).toEqual(['sampleton', 'otherton'])
    expect(comparable.birthDates.map(({ digits }) => digits)).toEqual(['19900228', '19910228'])
  })

  test('leaves out what is not known, and numbers that break their shape', () => {
    const comparable = toComparable(
      'r',
      belief({ familyName: 'Unknown', sex: 'NOT_KNOWN', identifiers: [number('2002/0073319Z', true), number('no idea', false)] })
    )

    expect(comparable.names).toMatchObject([{ family: '' }])
    expect(comparable.sex).toBeNull()
    expect(comparable.identifiers.map(({ value }) => value)).toEqual(['2002/0073319Z'])
  })

  test('keeps what kind of place a postcode is, and takes half a postcode for none', () => {
    const comparable = toComparable('r', belief({ addresses: [address('PRISON', 'PR1 5AB'), address('HOME', 'BB1')] }))

    expect(comparable.postcodes).toEqual([{ value: 'PR15AB', kind: 'PRISON' }])
  })

  test('compares street and town of a home, not those of a prison or a hostel', () => {
    expect(toComparable('r', belief({ addresses: [address('HOSTEL', 'BB1 1ZZ'), address('PRISON', 'PR1 5AB')] })).addresses).toEqual([])
    expect(toComparable('r', belief({ addresses: [address('HOME', 'BB1 1ZZ')] })).addresses).toHaveLength(1)
  })
})
