import { returnEvent } from '../custody/record-return-to-custody.ts'
import { temporaryReleaseEvent } from '../custody/record-temporary-release.ts'
import { continuityEvents } from '../continuity/record-continuity.ts'
import type { ContinuityRow } from '../continuity/continuity.store.ts'
import type { Context } from '../context.ts'
import { eligibilityEvent } from '../eligibility/check-reconnect-eligibility.ts'
import { meetingPlannedEvent } from '../gate/plan-gate-meeting.ts'
import { gateMeetingEvent } from '../gate/record-gate-meeting.ts'
import { planEvent } from '../goal/make-reconnect-plan.ts'
import { assessmentEvent } from '../need/assess-reconnect-needs.ts'
import { assessedAtTimes } from '../need/need.rules.ts'
import type { NeedRow } from '../need/need.store.ts'
import { releaseEvent } from '../release/record-release.ts'
import { milestoneEvent } from '../task/record-milestone.ts'
import { acceptanceEvent } from './accept-reconnect-referral.ts'
import { closureEvent } from './close-reconnect-episode.ts'
import type { EpisodeEvent, ToldStep } from './correct-parts.ts'
import type { Correctable } from './correction.rules.ts'
import { declineEvent } from './decline-reconnect-referral.ts'
import type { EpisodeRow } from './episode.store.ts'
import { extensionEvent } from './extend-reconnect-support.ts'
import { referralEvent } from './refer-to-reconnect.ts'
import { withdrawalEvent } from './withdrawal-event.ts'

/** The needs that stand, and those that stood. */
type NeedsAnew = { before: readonly NeedRow[]; after: readonly NeedRow[] }
type Anew = { fields: readonly string[]; needs: NeedsAnew; supplies: readonly ContinuityRow[]; referredFrom: string }

/** The steps of the episode itself that readers were told wrongly, told again as they are; or that they were told in error. */
export function stepsAnew(context: Pick<Context, 'clock'>, row: EpisodeRow, { fields, needs, supplies, referredFrom }: Anew): EpisodeEvent[] {
  const has = (...names: Correctable[]) => names.some((name) => fields.includes(name))
  const anew = (step: ToldStep, stands: unknown, tell: () => EpisodeEvent): EpisodeEvent => (stands ? tell() : withdrawalEvent(row, step, null))
  // Of these there may have been several, of which the episode keeps one: all are taken back, and what stands is told.
  const allAnew = (step: ToldStep, events: EpisodeEvent[]): EpisodeEvent[] => [withdrawalEvent(row, step, null), ...events]
  const { acceptedAt, declinedAt, planMadeAt, temporarilyReleasedOn, extendedUntil } = row
  return [
    ...(has('facilityId', 'source', 'referredAt') ? [referralEvent({ ...row, facilityId: referredFrom })] : []),
    ...(has('custodySetting', 'healthNeed', 'strugglesToEngage', 'riskOfSeriousHarm', 'intensiveServices', 'residentialRehabilitation', 'resettlementArea')
      ? [eligibilityEvent(row)]
      : []),
    ...(has('acceptedAt') ? [anew('referral-accepted', acceptedAt, () => acceptanceEvent(row))] : []),
    ...(has('declinedAt', 'declineReason') ? [anew('referral-declined', declinedAt, () => declineEvent(row))] : []),
    ...(has('assessedAt') || isFoundOtherwise(row, needs) ? allAnew('needs-assessed', assessmentsOf(row, needs.after)) : []),
    ...(has('planMadeAt') ? allAnew('plan-made', planMadeAt ? [planEvent(row)] : []) : []),
    ...(has('gateMeetingAt') ? [anew('gate-meeting-planned', row.gateMeetingAt, () => meetingPlannedEvent(row))] : []),
    ...(has('gateMeetingOutcome') || (has('gateMeetingAt') && row.gateMeetingOutcome)
      ? allAnew('gate-meeting-recorded', row.gateMeetingOutcome ? [gateMeetingEvent(context, row)] : [])
      : []),
    ...(has('temporarilyReleasedOn') ? allAnew('temporarily-released', temporarilyReleasedOn ? [temporaryReleaseEvent(context, row)] : []) : []),
    ...(has('actualReleaseDate')
      ? [anew('released', row.actualReleaseDate, () => releaseEvent(context, row)), ...continuityEvents(context, row, supplies)]
      : []),
    ...(has('gpRegisteredOn') ? [anew('gp-registered', row.gpRegisteredOn, () => milestoneEvent(context, row, 'REGISTERED_WITH_GP'))] : []),
    ...(has('treatmentStartedOn') ? [anew('treatment-started', row.treatmentStartedOn, () => milestoneEvent(context, row, 'STARTED_TREATMENT'))] : []),
    ...(has('returnedToCustodyOn') ? [anew('returned-to-custody', row.returnedToCustodyOn, () => returnEvent(context, row))] : []),
    ...(has('extendedUntil') ? allAnew('support-extended', extendedUntil ? [extensionEvent(row)] : []) : []),
    ...(has('closedAt', 'closureReason') ? [closureEvent(row)] : [])
  ]
}

/** Whether the needs tell of other assessments than they did. */
function isFoundOtherwise({ assessedAt }: EpisodeRow, { before, after }: NeedsAnew): boolean {
  const [told, stand] = [before, after].map((needs) => assessedAtTimes(assessedAt, needs).map(Number).join())
  return told !== stand
}

function assessmentsOf(row: EpisodeRow, needs: readonly NeedRow[]): EpisodeEvent[] {
  return assessedAtTimes(row.assessedAt, needs).map((at) => assessmentEvent(row, at))
}
