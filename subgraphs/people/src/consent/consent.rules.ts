export type ConsentFact = { purpose: string; decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED'; decidedAt: Date; until: string | null }

/** Where a person stands on a purpose: what they last decided, or nothing asked yet. */
export type ConsentPosition = { decision: ConsentFact['decision']; until: string | null } | null

const strictness = { OBJECTED: 3, WITHDRAWN: 2, REFUSED: 1, GIVEN: 0 }

/**
 * The newest decision holds, whichever of the linked records it was taken with; of two made at the same instant the stricter holds.
 * Consent to a purpose says nothing about another — NHS England, L&D: information is shared with consent.
 */
export function positionOn(purpose: string, decisions: readonly ConsentFact[]): ConsentPosition {
  const ofPurpose = decisions.filter((decision) => decision.purpose === purpose)
  const [newest] = ofPurpose.toSorted(
    (one, other) => other.decidedAt.getTime() - one.decidedAt.getTime() || strictness[other.decision] - strictness[one.decision]
  )
  return newest ? { decision: newest.decision, until: newest.until } : null
}
