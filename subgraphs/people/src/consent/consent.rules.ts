export const consentPurposes = [
  'SUPPORT',
  'SHARE_SISTER_SERVICE',
  'SHARE_POLICE',
  'SHARE_COURT',
  'SHARE_PROBATION',
  'SHARE_GP',
  'SHARE_ONWARD_SERVICE',
  'SECONDARY_USE'
] as const
export type ConsentPurpose = (typeof consentPurposes)[number]
export type ConsentDecision = 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED'
export type ConsentCapacity = 'HAD_CAPACITY' | 'LACKED_CAPACITY_BEST_INTERESTS' | 'COMPETENT_CHILD' | 'PARENTAL_RESPONSIBILITY'

export type ConsentFact = { purpose: string; decision: ConsentDecision; decidedAt: Date; until: string | null }

/** Where a person stands on a purpose: what they last decided, or nothing asked yet. */
export type ConsentPosition = { decision: ConsentDecision; decidedAt: Date; until: string | null } | null

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
  return newest ? { decision: newest.decision, decidedAt: newest.decidedAt, until: newest.until } : null
}

/** A last day counts whole: the instant from which it is over. 02:00 UTC the next morning is past midnight in London, summer and winter. */
export function endOfDay(day: string): string {
  const next = new Date(`${day}T02:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString()
}

export const overrideGrounds = ['SAFEGUARDING', 'VITAL_INTERESTS', 'COURT_ORDER', 'PREVENT_SERIOUS_HARM'] as const
export type OverrideGround = (typeof overrideGrounds)[number]
export type OverrideCondition = 'SAFEGUARDING_AT_RISK' | 'VITAL_INTERESTS' | 'LEGAL_CLAIMS_AND_COURTS' | 'UNLAWFUL_ACTS' | 'HEALTH_OR_SOCIAL_CARE'

// Data Protection Act 2018, Schedule 1: paragraph 18 safeguarding, 30 vital interests, 33 legal claims (and UK GDPR 9(2)(f) courts),
// 10 unlawful acts, 2 health or social care.
const conditionsFor: Record<OverrideGround, readonly OverrideCondition[]> = {
  SAFEGUARDING: ['SAFEGUARDING_AT_RISK', 'HEALTH_OR_SOCIAL_CARE'],
  VITAL_INTERESTS: ['VITAL_INTERESTS', 'HEALTH_OR_SOCIAL_CARE'],
  COURT_ORDER: ['LEGAL_CLAIMS_AND_COURTS'],
  PREVENT_SERIOUS_HARM: ['UNLAWFUL_ACTS', 'VITAL_INTERESTS', 'SAFEGUARDING_AT_RISK']
}

export type OverrideFact = { purpose: ConsentPurpose; ground: OverrideGround; until: Date; endedAt: Date | null }

/** The override of a purpose that runs longest, of those that were not ended; null where there is none. */
export function overrideOn(purpose: string, overrides: readonly OverrideFact[]): { ground: OverrideGround; until: Date } | null {
  const [longest] = overrides
    .filter((override) => override.purpose === purpose && override.endedAt === null)
    .toSorted((one, other) => other.until.getTime() - one.until.getTime())
  return longest ? { ground: longest.ground, until: longest.until } : null
}

/** No more than this many days at once: a longer need is decided anew. A proposed setting; no standard was found. */
export const longestOverrideDays = 90
const leastReason = 15

/** Why sharing without consent may not be recorded so, or null. */
export function whyNotOverride(
  { ground, condition, reason, until }: { ground: OverrideGround; condition: OverrideCondition; reason: string; until: Date },
  now: Date
): string | null {
  if (!conditionsFor[ground].includes(condition))
    return `${ground} cannot rest on ${condition}. Choose one of: ${conditionsFor[ground].join(', ')} — Data Protection Act 2018, Schedule 1.`
  if (reason.trim().length < leastReason) return `Say in at least ${leastReason} characters why this is shared although the person did not agree.`
  if (until <= now) return '"until" must lie ahead: sharing without consent starts now and ends then.'
  if (until.getTime() - now.getTime() > longestOverrideDays * 86_400_000)
    return `Sharing without consent is decided for ${longestOverrideDays} days at most. Give an earlier "until" and decide anew when it ends.`
  return null
}

/** Where a person stands on one purpose, in codes and JSON, as it is told to the rooms that disclose. */
export type Position = {
  purpose: ConsentPurpose
  decision: ConsentDecision | null
  decidedAt: string | null
  /** The last day a consent holds. */
  until: string | null
  override: { ground: OverrideGround; until: string } | null
}

/** Where a person stands on every purpose on which anything was decided, in the order of the purposes. */
export function positionsOf(decisions: readonly ConsentFact[], overrides: readonly OverrideFact[]): Position[] {
  return consentPurposes.flatMap((purpose) => {
    const position = positionOn(purpose, decisions)
    const override = overrideOn(purpose, overrides)
    if (!position && !override) return []
    return {
      purpose,
      decision: position?.decision ?? null,
      decidedAt: position?.decidedAt.toISOString() ?? null,
      until: position?.until ?? null,
      override: override && { ground: override.ground, until: override.until.toISOString() }
    }
  })
}

/**
 * The same as it is told of records whose author sees them alone: what was decided with these records, so that what was agreed elsewhere opens
 * nothing to them. Where the person agreed with these, it holds as far as by `all` that they decided: whoever withdraws does so everywhere.
 */
export function positionsAlone(own: { decisions: readonly ConsentFact[]; overrides: readonly OverrideFact[] }, all: readonly ConsentFact[]): Position[] {
  return positionsOf(own.decisions, own.overrides).map((position) => {
    const whole = positionOn(position.purpose, all)
    if (position.decision !== 'GIVEN' || whole === null || (whole.decision === 'GIVEN' && lasts(whole.until, position.until))) return position
    return { ...position, decision: whole.decision, decidedAt: whole.decidedAt.toISOString(), until: whole.until }
  })
}

function lasts(until: string | null, asLongAs: string | null): boolean {
  return until === null || (asLongAs !== null && until >= asLongAs)
}

export type StandingOn = Position & { standing: ConsentDecision | 'EXPIRED' | 'NOT_ASKED'; isShareable: boolean }

/** Where a person stands on every purpose at a moment: a consent ends with its last day in London, an override with its instant. */
export function standingOnEach(positions: readonly Position[], now: Date): StandingOn[] {
  return consentPurposes.map((purpose) => {
    const told = positions.find((position) => position.purpose === purpose) ?? { purpose, decision: null, decidedAt: null, until: null, override: null }
    const isOver = told.decision === 'GIVEN' && told.until !== null && new Date(endOfDay(told.until)) <= now
    const standing = isOver ? 'EXPIRED' : (told.decision ?? 'NOT_ASKED')
    const override = told.override && new Date(told.override.until) > now ? told.override : null
    return { ...told, override, standing, isShareable: standing === 'GIVEN' || override !== null }
  })
}
