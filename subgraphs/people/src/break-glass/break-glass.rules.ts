export type BreakGlassReason = 'RISK_TO_LIFE' | 'SAFEGUARDING' | 'MEDICAL_EMERGENCY' | 'CANNOT_BE_ASKED'
export type BreakGlassOutcome = 'JUSTIFIED' | 'JUSTIFIED_WITH_ADVICE' | 'NOT_JUSTIFIED'

/** A grant as it decides access: all records of one person, to one member of staff, until then. */
export type BreakGlassFact = { subject: string; until: Date }

/** The design of this house; NHS summary care records and DHIS2 give three hours or a session. */
export const minutesOfBreakGlass = 60
export const leastExplanation = 15

export function untilOfBreakGlass(now: Date): Date {
  return new Date(now.getTime() + minutesOfBreakGlass * 60_000)
}

/** Why the glass may not be broken with this explanation, or null. */
export function whyNotBreakGlass(explanation: string): string | null {
  return explanation.trim().length < leastExplanation
    ? `Say in at least ${leastExplanation} characters what you need to know and why it cannot wait. The privacy officer reads it.`
    : null
}

/** Why a review may not end so, or null: what is not plainly justified needs a word. */
export function whyNotReview({ outcome, finding }: { outcome: BreakGlassOutcome; finding: string }): string | null {
  return outcome !== 'JUSTIFIED' && finding.trim().length < leastExplanation ? `Say in at least ${leastExplanation} characters what was found.` : null
}
