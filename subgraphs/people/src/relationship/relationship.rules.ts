import type { Service } from '@throughcare/kit/principal'

export const relationshipKinds = ['PEER_SUPPORT', 'ALLOCATED', 'SELF_CLAIMED'] as const
export type RelationshipKind = (typeof relationshipKinds)[number]

/** A relationship as it decides access: whom it opens to, out of which team, and until when. */
export type RelationshipFact = {
  kind: RelationshipKind
  subject: string
  /** The organisation whose assignment or allocation it is; for a claim, the one that employs who claims. */
  organisation: string
  service: Service
  until: Date | null
  endedAt: Date | null
}

/** How long a claim opens records: a proposed setting that covers a duty and its handover; no standard was found. */
export const hoursOfClaim = 24
export const leastExplanation = 15

export function untilOfClaim(now: Date): Date {
  return new Date(now.getTime() + hoursOfClaim * 3_600_000)
}

/** Why a relationship may not be claimed with this reason, or null. */
export function whyNotClaim(reason: string): string | null {
  return reason.trim().length < leastExplanation ? `Say in at least ${leastExplanation} characters why you need to know of this person.` : null
}

/**
 * Whether a relationship opens a record. An assignment or an allocation opens the records of the team that made it, to whoever is named and
 * whoever employs them; a claim, those that its own service holds of the person, wherever. What the sister service holds is opened by consent, an override or break-glass, never by a claim.
 */
export function opensRecord(relationship: RelationshipFact, record: { organisation: string; service: Service }): boolean {
  if (relationship.endedAt !== null || relationship.service !== record.service) return false
  return relationship.kind === 'SELF_CLAIMED' || relationship.organisation === record.organisation
}
