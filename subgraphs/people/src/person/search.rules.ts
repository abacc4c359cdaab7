import { compareIdentities, type FieldEvidence } from '../link/compare.rules.ts'
import type { ComparableIdentity } from '../link/identity.rules.ts'
import { linkageModel } from '../link/linkage-model.rules.ts'

/** The most people a search shows. Past that it says only that they are too many. */
export const mostHits = 20

/** A record as a search finds it: how well it fits what was asked for, and why. */
export type Hit = { recordId: string; weight: number; why: FieldEvidence[] }

/**
 * Holds records against what is known of someone, by the model that links records, and keeps those that fit, best first. A record fits
 * when most of what was asked for agrees or is alike: bits for it outweigh bits against it, and no name is another name altogether.
 */
export function rankHits(wanted: ComparableIdentity, records: readonly ComparableIdentity[]): Hit[] {
  return records
    .map((record): Hit => {
      const { evidence } = compareIdentities(wanted, record)
      const why = evidence.filter(({ outcome }) => outcome !== 'blank')
      return { recordId: record.id, weight: why.reduce((sum, { weight }) => sum + weight, 0), why }
    })
    .filter(({ weight, why }) => weight >= leastBits && !isAnotherName(why))
    .toSorted((one, other) => other.weight - one.weight || one.recordId.localeCompare(other.recordId))
}

/**
 * Of more than are shown, those in whom nothing of what was asked for disagrees: many share a name, and few the date of birth beside it.
 * Null where they are still too many, or none.
 */
export function narrow<Found extends { why: readonly FieldEvidence[] }>(found: readonly Found[]): Found[] | null {
  if (found.length <= mostHits) return [...found]
  const agreeing = found.filter(({ why }) => why.every(({ outcome }) => outcome !== 'mismatch'))
  return agreeing.length === 0 || agreeing.length > mostHits ? null : agreeing
}

// A family name and a given name that are merely alike, together: less than that finds strangers.
const leastBits = linkageModel.givenName.alike + linkageModel.familyName.alike

function isAnotherName(why: readonly FieldEvidence[]): boolean {
  const names = why.filter(({ field }) => field === 'givenName' || field === 'familyName')
  return names.length > 0 && names.every(({ outcome }) => outcome === 'mismatch')
}
