import { findCode, findDay, findInstant, inColumn, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import { releaseTemporarily } from '../custody/record-temporary-release.ts'
import { returnToCustody } from '../custody/record-return-to-custody.ts'
import { findOut } from '../eligibility/check-reconnect-eligibility.ts'
import { planMeeting } from '../gate/plan-gate-meeting.ts'
import { meet } from '../gate/record-gate-meeting.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import { plan } from '../goal/make-reconnect-plan.ts'
import { reach } from '../task/record-milestone.ts'
import type { EpisodeRow } from './episode.store.ts'

// The steps of an episode that are facts of the episode itself, each through the pure part of its verb.

const findings = ['YES', 'NO', 'NOT_KNOWN'] as const
const settings = ['SENTENCED', 'REMAND', 'RELEASED_FROM_COURT', 'TEMPORARY_RELEASE'] as const
const risks = ['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH', 'NOT_KNOWN'] as const
const areas = ['LANCASHIRE_OR_CUMBRIA', 'ELSEWHERE', 'NOT_KNOWN'] as const
const outcomes = ['MET', 'PERSON_NOT_THERE', 'CANCELLED_BY_PERSON', 'CANCELLED_BY_SERVICE'] as const
const time = 'a time in ISO 8601 with its offset'
const day = 'YYYY-MM-DD'

export const stepColumns: Column[] = [
  { name: 'eligibility_checked_at', about: `${time}: when what follows was found out` },
  { name: 'custody_setting', about: settings.join(', ') },
  { name: 'health_need', about: findings.join(', ') },
  { name: 'struggles_to_engage', about: findings.join(', ') },
  { name: 'risk_of_serious_harm', about: risks.join(', ') },
  { name: 'intensive_services', about: findings.join(', ') },
  { name: 'residential_rehabilitation', about: findings.join(', ') },
  { name: 'resettlement_area', about: areas.join(', ') },
  { name: 'plan_made_at', about: `${time}: not before the assessment, and with goals` },
  { name: 'gate_meeting_at', about: `${time}: on the planned day of release` },
  { name: 'gate_meeting_outcome', about: outcomes.join(', ') },
  { name: 'temporarily_released_on', about: day },
  { name: 'gp_registered_on', about: day },
  { name: 'treatment_started_on', about: `${day}: not before the release` },
  { name: 'returned_to_custody_on', about: `${day}: not before the release` }
]

type Importing = Pick<Context, 'principal' | 'clock'>

/** What was found out about eligibility: before the decision. */
export function readEligibility(fields: Fields, context: Importing, episode: EpisodeRow): Partial<EpisodeRow> {
  const checkedAt = findInstant(fields, 'eligibility_checked_at')
  const found = {
    custodySetting: findCode(fields, 'custody_setting', settings),
    healthNeed: findCode(fields, 'health_need', findings),
    strugglesToEngage: findCode(fields, 'struggles_to_engage', findings),
    riskOfSeriousHarm: findCode(fields, 'risk_of_serious_harm', risks),
    intensiveServices: findCode(fields, 'intensive_services', findings),
    residentialRehabilitation: findCode(fields, 'residential_rehabilitation', findings),
    resettlementArea: findCode(fields, 'resettlement_area', areas)
  }
  const isFound = Object.values(found).some((finding) => finding !== null)
  if (!checkedAt) return isFound ? refuseColumn('eligibility_checked_at', 'eligibility_checked_at is empty, though the row says what was found out.') : {}
  if (checkedAt > context.clock.now()) refuseColumn('eligibility_checked_at', 'The check lies in the future.')
  if (checkedAt < episode.referredAt) refuseColumn('eligibility_checked_at', 'The check lies before the referral. Check both times.')
  return inColumn('eligibility_checked_at', () => ({ ...findOut(context, episode, found), eligibilityCheckedAt: checkedAt }))
}

/** The plan, the meeting at the gate as it was planned, and the latest temporary release: before the release. */
export function readBeforeRelease(
  fields: Fields,
  context: Importing,
  { episode, goals }: { episode: EpisodeRow; goals: readonly GoalRow[] }
): Partial<EpisodeRow> {
  const madeAt = findInstant(fields, 'plan_made_at')
  const meetAt = findInstant(fields, 'gate_meeting_at')
  const temporarilyOn = findDay(fields, 'temporarily_released_on')
  return {
    ...(madeAt ? inColumn('plan_made_at', () => plan(context, episode, { needCodes: [], standing: goals, madeAt })) : {}),
    ...(meetAt ? inColumn('gate_meeting_at', () => planMeeting(context, episode, meetAt)) : {}),
    ...(temporarilyOn ? inColumn('temporarily_released_on', () => releaseTemporarily(context, episode, temporarilyOn)) : {})
  }
}

/** What became of the meeting, the milestones and the return to custody: from the release on. */
export function readAfterRelease(fields: Fields, context: Importing, episode: EpisodeRow): Partial<EpisodeRow> {
  const outcome = findCode(fields, 'gate_meeting_outcome', outcomes)
  const gpOn = findDay(fields, 'gp_registered_on')
  const treatmentOn = findDay(fields, 'treatment_started_on')
  const returnedOn = findDay(fields, 'returned_to_custody_on')
  return {
    ...(outcome ? inColumn('gate_meeting_outcome', () => meet(context, episode, outcome)) : {}),
    ...(gpOn ? inColumn('gp_registered_on', () => reach(context, episode, { milestone: 'REGISTERED_WITH_GP', on: gpOn })) : {}),
    ...(treatmentOn ? inColumn('treatment_started_on', () => reach(context, episode, { milestone: 'STARTED_TREATMENT', on: treatmentOn })) : {}),
    ...(returnedOn ? inColumn('returned_to_custody_on', () => returnToCustody(context, episode, returnedOn)) : {})
  }
}
