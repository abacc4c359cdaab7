import type { ConsentCapacity } from './consent.rules.ts'

/** From this age a person is presumed to have capacity — Mental Capacity Act 2005, sections 1(2) and 2(5). */
const ageOfPresumption = 16
/** Parental responsibility ends — Children Act 1989, sections 3 and 105; Family Law Reform Act 1969, section 1. */
const ageOfMajority = 18

/** In what capacity the decision stands where nobody said: from 16 it is presumed; under 16 it must be said. */
export function presumedCapacity(age: number): ConsentCapacity | null {
  return age >= ageOfPresumption ? 'HAD_CAPACITY' : null
}

/** Why a decision may not be taken in this capacity at this age, or null. Under 16 competence is never presumed — Gillick [1986] AC 112. */
export function whyNotInCapacity(capacity: ConsentCapacity | null, age: number): string | null {
  const isUnder16 = age < ageOfPresumption
  if (capacity === null || (isUnder16 && capacity !== 'COMPETENT_CHILD' && capacity !== 'PARENTAL_RESPONSIBILITY'))
    return 'This person is under 16. Say whether they were found competent to decide (COMPETENT_CHILD) or who has parental responsibility decided.'
  if (!isUnder16 && capacity === 'COMPETENT_CHILD') return 'From the age of 16 capacity is presumed: say HAD_CAPACITY, or LACKED_CAPACITY_BEST_INTERESTS.'
  if (age >= ageOfMajority && capacity === 'PARENTAL_RESPONSIBILITY') return 'Parental responsibility ends at 18. Ask the person.'
  return null
}
