// What a deployment of this room may set otherwise. Each setting says whether it is a rule of the service or a proposal.

/** HMP Preston, Lancaster Farms, Kirkham, Wymott, Garth and Haverigg by their NOMIS ids — ministryofjustice/prison-register. */
export const ownPrisons: readonly string[] = ['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI']

/** Referral from 12 weeks before release to 28 days after it — RECONNECT service pages of Leicestershire, Berkshire and West Yorkshire. */
export const referralWindow = { daysBeforeRelease: 12 * 7, daysAfterRelease: 28 }

/** From which custody people are taken on. Remand and temporary release: West Yorkshire service page; release from court: a proposal. */
export const settingsTakenOn = { SENTENCED: true, REMAND: true, RELEASED_FROM_COURT: true, TEMPORARY_RELEASE: true }

/** For so many days a goal that is not finished may go without a review before it is stalled: a proposed setting. */
export const daysUntilGoalStalls = 28

/** From when on support is near its end: so many months after release, or so many days before an extension ends: proposed settings. */
export const nearTheEndOfSupport = { monthsAfterRelease: 5, daysBeforeExtensionEnds: 28 }

/** A referral is late with fewer days than these to the planned release: a proposed setting. */
export const lateReferralDays = 28

/**
 * Days from the acceptance or the release to each task. Treatment within 3 weeks is official (gov.uk, continuity of care for prisoners who
 * need substance misuse treatment); the others are proposed.
 */
export const taskDays = {
  assessmentAfterAcceptance: 14,
  planBeforeRelease: 14,
  gateMeetingPlannedBeforeRelease: 7,
  firstContact: 2,
  firstContactAtTheLatest: 7,
  treatmentStart: 21,
  gpRegistration: 28,
  firstReview: 4 * 7,
  secondReview: 12 * 7,
  thirdReview: 26 * 7
}
