// What a deployment of this room may set otherwise. Each setting says whether it is a rule of the service or a proposal.

/** HMP Preston, Lancaster Farms, Kirkham, Wymott, Garth and Haverigg by their NOMIS ids — ministryofjustice/prison-register. */
export const ownPrisons: readonly string[] = ['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI']

/** Referral from 12 weeks before release to 28 days after it — RECONNECT service pages of Leicestershire, Berkshire and West Yorkshire. */
export const referralWindow = { daysBeforeRelease: 12 * 7, daysAfterRelease: 28 }

/** From which custody people are taken on. Remand and temporary release: West Yorkshire service page; release from court: a proposal. */
export const settingsTakenOn = { SENTENCED: true, REMAND: true, RELEASED_FROM_COURT: true, TEMPORARY_RELEASE: true }
