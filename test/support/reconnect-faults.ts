/** A row of a RECONNECT file that breaks one rule: what is wrong in it, the column that is told, and words of the rule. */
export type ReconnectFault = [name: string, changes: Record<string, string>, column: string, reason: string]

/** A row referred on 1 October 2025 and closed on 1 March 2026, with the whole pathway in between. */
export const wholeFields: Record<string, string> = {
  ...{ facility: 'PNI', source: 'SELF', referred_at: '2025-10-01T09:00:00Z', eligibility_checked_at: '2025-10-02T09:00:00Z', health_need: 'YES' },
  ...{ risk_of_serious_harm: 'LOW', accepted_at: '2025-10-03T09:00:00Z', assessed_at: '2025-10-05T09:00:00Z' },
  ...{ needs: 'alcohol:DRUGS_AND_ALCOHOL:MET;housing:ACCOMMODATION:REFERRED', plan_made_at: '2025-10-10T09:00:00Z', goals: 'housing:ACHIEVED' },
  ...{ planned_releases: '2025-11-20:FIRST_KNOWN:2025-10-01;2025-11-06:EARLY_RELEASE:2025-10-20', gate_meeting_at: '2025-11-06T09:00:00Z' },
  ...{ gate_meeting_outcome: 'MET', temporarily_released_on: '2025-10-30', released_on: '2025-11-06', slept_at: 'SOCIAL_RENT' },
  ...{ contacts: '2025-11-08T10:00:00Z/SUPPORT/TELEPHONE/ON_TIME', medicine_days_in_hand: '7', medicine_continues_on: '2025-11-20' },
  ...{ medicine_continues_by: 'APPOINTMENT', gp_registered_on: '2025-11-15', treatment_started_on: '2025-11-18', returned_to_custody_on: '2026-02-01' },
  ...{ closed_at: '2026-03-01T15:00:00Z', closure_reason: 'OTHER' }
}

/** Faults of every column that a rule is asked about, as at noon on 1 June 2026. */
export const reconnectFaults: ReconnectFault[] = [
  ['a referral from the future', { referred_at: '2026-06-01T12:00:01Z' }, 'referred_at', 'The referral lies in the future'],
  ['a time without its offset', { referred_at: '2025-10-01T09:00:00' }, 'referred_at', 'A DateTime is written'],
  ['no prison', { facility: '' }, 'facility', 'facility is empty'],
  ['an unknown source', { source: 'BARBER' }, 'source', 'source is none of'],
  ['a finding without its time', { eligibility_checked_at: '' }, 'eligibility_checked_at', 'eligibility_checked_at is empty'],
  ['a check before the referral', { eligibility_checked_at: '2025-09-30T09:00:00Z' }, 'eligibility_checked_at', 'before the referral'],
  ['a check in the future', { eligibility_checked_at: '2026-06-02T09:00:00Z' }, 'eligibility_checked_at', 'in the future'],
  ['an unknown risk', { risk_of_serious_harm: 'SOME' }, 'risk_of_serious_harm', 'risk_of_serious_harm is none of'],
  ['accepted at high risk', { risk_of_serious_harm: 'HIGH' }, 'accepted_at', 'high or very high'],
  ['accepted without a health need', { health_need: 'NO' }, 'accepted_at', 'No health need'],
  ['accepted before the referral', { accepted_at: '2025-09-30T09:00:00Z' }, 'accepted_at', 'before the referral'],
  ['accepted and declined', { declined_at: '2025-10-04T09:00:00Z', decline_reason: 'OTHER' }, 'declined_at', 'already accepted'],
  ['a reason without a decline', { decline_reason: 'OTHER' }, 'declined_at', 'declined_at is empty'],
  ['assessed before the acceptance', { assessed_at: '2025-10-02T09:00:00Z' }, 'assessed_at', 'before the acceptance'],
  ['needs without an assessment', { assessed_at: '', plan_made_at: '' }, 'assessed_at', 'assessed_at is empty'],
  ['a need named twice', { needs: 'alcohol:HEALTH:MET;alcohol:HEALTH:MET' }, 'needs', 'named twice'],
  ['a need without a pathway', { needs: 'alcohol' }, 'needs', 'needs is empty. Give one of'],
  ['a need of an unknown status', { needs: 'alcohol:HEALTH:SOLVED' }, 'needs', 'needs is none of'],
  ['needs reviewed before the assessment', { needs_reviewed_at: '2025-10-04T09:00:00Z' }, 'needs_reviewed_at', 'later is already recorded'],
  ['a plan before the assessment', { plan_made_at: '2025-10-04T09:00:00Z' }, 'plan_made_at', 'before the assessment'],
  ['a plan without a goal', { goals: '' }, 'plan_made_at', 'at least one goal'],
  ['a goal of an unknown status', { goals: 'housing:DONE' }, 'goals', 'goals is none of'],
  ['a first date that is no first', { planned_releases: '2025-11-06:EARLY_RELEASE' }, 'planned_releases', 'first known'],
  ['a date planned twice', { planned_releases: '2025-11-06:FIRST_KNOWN;2025-11-06:OTHER' }, 'planned_releases', 'already'],
  ['a meeting on another day', { gate_meeting_at: '2025-11-07T09:00:00Z' }, 'gate_meeting_at', 'planned day of release'],
  ['an outcome without a meeting', { gate_meeting_at: '' }, 'gate_meeting_outcome', 'No gate meeting is planned'],
  ['a temporary release to come', { temporarily_released_on: '2026-06-02' }, 'temporarily_released_on', 'in the future'],
  ['a release to come', { released_on: '2026-06-02' }, 'released_on', 'in the future'],
  ['a day that no calendar has', { released_on: '2026-02-30' }, 'released_on', 'Date'],
  ['a night of an unknown kind', { slept_at: 'CASTLE' }, 'slept_at', 'slept_at is none of'],
  ['a contact before the referral', { contacts: '2025-09-30T10:00:00Z/SUPPORT/TELEPHONE/ON_TIME' }, 'contacts', 'before the referral'],
  ['two contacts at one time', { contacts: `${wholeFields.contacts};${wholeFields.contacts}` }, 'contacts', 'the same time'],
  ['half a day of supply', { medicine_days_in_hand: '0.5' }, 'medicine_days_in_hand', 'whole number'],
  ['a supply of 181 days', { medicine_days_in_hand: '181' }, 'medicine_days_in_hand', '0 to 180'],
  ['a supply that goes on before the release', { medicine_continues_on: '2025-11-05' }, 'medicine_days_in_hand', 'from the release on'],
  ['a supply that goes on by nothing', { medicine_continues_by: '' }, 'medicine_days_in_hand', 'Give both'],
  ['treatment before the release', { treatment_started_on: '2025-11-05' }, 'treatment_started_on', 'after the release'],
  ['a GP in the future', { gp_registered_on: '2026-06-02' }, 'gp_registered_on', 'in the future'],
  ['a return before the release', { returned_to_custody_on: '2025-11-05' }, 'returned_to_custody_on', 'before the release'],
  ['six months that are not over', { closure_reason: 'SIX_MONTHS_REACHED' }, 'closed_at', 'not reached its last day'],
  ['not released, though released', { closure_reason: 'NOT_RELEASED' }, 'closed_at', 'A release is recorded'],
  ['a reason without a closing', { closed_at: '' }, 'closed_at', 'closed_at is empty'],
  ['an extension without a reason', { extended_until: '2026-08-01' }, 'extended_until', 'would harm the health'],
  ['an extension that extends nothing', { extended_until: '2026-05-06', extension_reason: 'Treatment' }, 'extended_until', 'already']
]
