import { presumedCapacity, whyNotInCapacity } from './capacity.rules.ts'
import type { ConsentCapacity } from './consent.rules.ts'

describe('in what capacity a decision stands', () => {
  test('is presumed from 16, and not a day before', () => {
    expect(presumedCapacity(16)).toBe('HAD_CAPACITY')
    expect(presumedCapacity(15)).toBeNull()
    expect(whyNotInCapacity(null, 15)).toMatch(/under 16/)
  })

  test.each<[ConsentCapacity, number, boolean]>([
    ['HAD_CAPACITY', 15, false],
    ['HAD_CAPACITY', 16, true],
    ['LACKED_CAPACITY_BEST_INTERESTS', 15, false],
    ['LACKED_CAPACITY_BEST_INTERESTS', 16, true],
    ['COMPETENT_CHILD', 15, true],
    ['COMPETENT_CHILD', 16, false],
    ['PARENTAL_RESPONSIBILITY', 15, true],
    ['PARENTAL_RESPONSIBILITY', 17, true],
    ['PARENTAL_RESPONSIBILITY', 18, false]
  ])('%s at %i: %s', (capacity, age, isPermitted) => expect(whyNotInCapacity(capacity, age) === null).toBe(isPermitted))
})
