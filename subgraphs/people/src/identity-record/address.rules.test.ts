import { addressKindOf, canonicalPostcode } from './address.rules.ts'

describe('postcodes', () => {
  test.each([
    ['bb1 3ht', 'BB1 3HT'],
    ['BB13HT', 'BB1 3HT'],
    ['pr26  8lw', 'PR26 8LW'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['bb1', 'BB1'],
    ['zz99 3vz', 'ZZ99 3VZ']
  ])('%s is written %s', (text, canonical) => expect(canonicalPostcode(text)).toBe(canonical))

  test.each(['', 'unknown', 'BB1 3H', '1BB 3HT', 'BBB1 3HT', 'BB1 3HTX'])('"%s" is not one', (text) => expect(canonicalPostcode(text)).toBeNull())

  test.each([
    ['ZZ99 3VZ', 'NO_FIXED_ABODE'],
    ['PR1 5AB', 'PRISON'],
    ['LA18 4NA', 'PRISON'],
    ['PR1 5AA', 'HOME'],
    [null, 'HOME']
  ])('%s is marked %s', (postcode, kind) => expect(addressKindOf(postcode)).toBe(kind))
})
