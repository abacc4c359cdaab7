import type { Belief } from '../identity-record/belief.rules.ts'
import { normaliseIdentity, type ComparableIdentity, type PlaceKind } from './identity.rules.ts'

const placeKinds: Record<Belief['addresses'][number]['kind'], PlaceKind> = {
  HOME: 'ORDINARY',
  NO_FIXED_ABODE: 'NO_FIXED_ABODE',
  PRISON: 'PRISON',
  HOSTEL: 'HOSTEL'
}

/** The part of a belief that records are compared by. */
export type ComparedBelief = Omit<Belief, 'genderIdentity' | 'ethnicityCodeList' | 'ethnicityCode'>

/** What a record says, in the form in which records are compared. A number that breaks its shape proves nothing, so it is left out. */
export function toComparable(recordId: string, belief: ComparedBelief): ComparableIdentity {
  const { aliases, identifiers, addresses, sex } = belief
  return normaliseIdentity({
    id: recordId,
    names: [{ given: belief.givenName, family: belief.familyName }, ...aliases].map(({ given, family }) => ({
      given: knownName(given),
      family: knownName(family)
    })),
    birthDates: [{ date: belief.birthDate, isEstimated: belief.birthDateIsEstimated }, ...belief.otherBirthDates.map((date) => ({ date, isEstimated: false }))],
    sex: sex === 'MALE' || sex === 'FEMALE' ? sex : null,
    postcodes: addresses.flatMap(({ postcode, kind }) => (isWholePostcode(postcode) ? [{ value: postcode, kind: placeKinds[kind] }] : [])),
    addresses: addresses.flatMap(({ lines, kind }) => (lines && kind === 'HOME' ? [lines] : [])),
    towns: addresses.flatMap(({ town, kind }) => (town && kind === 'HOME' ? [town] : [])),
    identifiers: identifiers.filter(({ isWellFormed }) => isWellFormed)
  })
}

function knownName(name: string): string | null {
  return name.toLowerCase() === 'unknown' ? null : name
}

// The first half alone is shared by thousands.
function isWholePostcode(postcode: string | null): postcode is string {
  return postcode?.includes(' ') ?? false
}
