import { leastExplanation, untilOfBreakGlass } from '../break-glass/break-glass.rules.ts'
import { thatShutOut, type LimitFact } from '../restriction/restriction.rules.ts'

export type LimitOverrideOutcome = 'GRANTED' | 'REFUSED'

/** A granted override as it decides access: to whom, since when and until when. */
export type LimitOverrideFact = { subject: string; decidedAt: Date; until: Date }

/** As long as broken glass. */
export const untilOfOverride = untilOfBreakGlass

/** Why one may not ask with this explanation, or null. */
export function whyNotAsk(explanation: string): string | null {
  return explanation.trim().length < leastExplanation
    ? `Say in at least ${leastExplanation} characters what you need to know and why nobody else can help. A privacy officer reads it and decides.`
    : null
}

/** Why a request may not be decided in these words, or null. A way past a limit, and its refusal, are both to be accounted for. */
export function whyNotDecide(finding: string): string | null {
  return finding.trim().length < leastExplanation ? `Say in at least ${leastExplanation} characters why you decide so.` : null
}

/**
 * Whether an override sets the limits on a person aside: as long as nobody has limited access since so that it shuts its holder out. Whoever
 * granted it weighed the limits that stood, and no others — limited access as in HMPPS: a bar beats everything but a two-person override.
 */
export function setsAside({ subject, decidedAt, until }: LimitOverrideFact, limits: readonly LimitFact[], now: Date): boolean {
  return until > now && thatShutOut(subject, limits, now).every(({ recordedAt }) => recordedAt <= decidedAt)
}
