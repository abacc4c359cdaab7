import { londonDate } from '@throughcare/kit/clock'
import type { Steps } from '@throughcare/kit/import-steps'
import { allocationAcceptedEvent, allocationEndedEvent } from '../allocation/accept-allocation.ts'
import { allocatedEvent } from '../allocation/allocate-worker.ts'
import { contactEvent } from '../contact/record-reconnect-contact.ts'
import { continuityEvents } from '../continuity/record-continuity.ts'
import type { Context } from '../context.ts'
import { prisonOn } from '../custody/prison-transfer.rules.ts'
import type { PrisonTransferRow } from '../custody/prison-transfer.store.ts'
import { returnEvent } from '../custody/record-return-to-custody.ts'
import { temporaryReleaseEvent } from '../custody/record-temporary-release.ts'
import { transferEvent } from '../custody/transfer-prison.ts'
import { eligibilityEvent } from '../eligibility/check-reconnect-eligibility.ts'
import { meetingPlannedEvent } from '../gate/plan-gate-meeting.ts'
import { gateMeetingEvents } from '../gate/record-gate-meeting.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import { planEvent } from '../goal/make-reconnect-plan.ts'
import { goalReviewedEvent } from '../goal/review-goal.ts'
import { goalSetEvent } from '../goal/set-goal.ts'
import { assessmentEvent } from '../need/assess-reconnect-needs.ts'
import { needExplainedEvent } from '../need/explain-unmet-reconnect-need.ts'
import { needReviewedEvent } from '../need/review-reconnect-need.ts'
import { offerEvent } from '../peer-support/offer-reconnect-peer-support.ts'
import { releaseEvent } from '../release/record-release.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import { releaseDateEvent } from '../release/set-release-date.ts'
import { milestoneEvent } from '../task/record-milestone.ts'
import { acceptanceEvent } from './accept-reconnect-referral.ts'
import { closureEvent } from './close-reconnect-episode.ts'
import { declineEvent } from './decline-reconnect-referral.ts'
import { explainedNeeds, type PartNews } from './episode-parts.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { extensionEvent } from './extend-reconnect-support.ts'
import { referralEvent } from './refer-to-reconnect.ts'

/** The steps of an episode that a source tells of: the first field says that it happened. */
export const steps = {
  referral: { fields: ['referredAt', 'recordId', 'facilityId', 'source'], by: 'recordedBy' },
  eligibility: {
    fields: [
      ...(['eligibilityCheckedAt', 'custodySetting', 'healthNeed', 'strugglesToEngage', 'riskOfSeriousHarm'] as const),
      ...(['intensiveServices', 'residentialRehabilitation', 'resettlementArea'] as const)
    ],
    by: 'eligibilityCheckedBy'
  },
  acceptance: { fields: ['acceptedAt'], by: 'acceptedBy' },
  decline: { fields: ['declinedAt', 'declineReason', 'handoverReferralId'], by: 'declinedBy' },
  assessment: { fields: ['assessedAt'], by: 'assessedBy' },
  plan: { fields: ['planMadeAt'], by: 'planMadeBy' },
  meeting: { fields: ['gateMeetingAt'], by: 'gateMeetingPlannedBy' },
  temporaryRelease: { fields: ['temporarilyReleasedOn'], by: 'temporaryReleaseRecordedBy' },
  release: { fields: ['actualReleaseDate', 'sleptAt'], by: 'releaseRecordedBy' },
  meetingOutcome: { fields: ['gateMeetingOutcome'], by: 'gateMeetingRecordedBy' },
  gp: { fields: ['gpRegisteredOn'], by: 'gpRegistrationRecordedBy' },
  treatment: { fields: ['treatmentStartedOn'], by: 'treatmentStartRecordedBy' },
  returned: { fields: ['returnedToCustodyOn'], by: 'returnRecordedBy' },
  // extendedAt is when it was written down, so it is no difference.
  extension: { fields: ['extendedUntil', 'extensionReason'], by: 'extendedBy' },
  closure: { fields: ['closedAt', 'closureReason', 'handoverReferralId'], by: 'closedBy' }
} as const satisfies Steps<EpisodeRow>

/** The columns that are called otherwise than the fields they tell of. */
export const columnNames: Partial<Record<keyof EpisodeRow, string>> = {
  recordId: 'source_key',
  facilityId: 'facility',
  actualReleaseDate: 'released_on',
  handoverReferralId: 'handover_referral_key'
}

export type Step = keyof typeof steps
export type Children = { plannedReleases: PlannedReleaseRow[]; goals: GoalRow[]; changedGoals: GoalRow[]; parts: PartNews }

/** `before`: as it stood, where it did. `moves`: every move between prisons that stands then, those told here among them. */
type Happened = Children & { episode: EpisodeRow; before?: EpisodeRow; happened: readonly Step[]; moves: readonly PrisonTransferRow[] }

/**
 * One event a step, in the order of the pathway, each the next version of the episode after `episode.version`, and each of the prison where the
 * person was then.
 */
export function eventsOfSteps(context: Context, { episode, before, plannedReleases, goals, changedGoals, parts, happened, moves }: Happened) {
  const has = (step: Step) => happened.includes(step)
  const reviewed = [...goals.filter((row) => row.reviewedAt), ...changedGoals]
  const reviewedNeeds = [...parts.needs.filter(({ status }) => status !== 'IDENTIFIED'), ...parts.reviewedNeeds]
  const assessedAt = episode.assessedAt ?? context.clock.now()
  const [firstMove] = moves
  const then = (at: Date | null) => {
    const facilityId = at ? prisonOn(londonDate(at), { facilityId: episode.facilityId, transfers: moves }) : episode.facilityId
    return facilityId === episode.facilityId ? episode : { ...episode, facilityId }
  }
  const events = [
    ...(has('referral') ? [referralEvent(firstMove ? { ...episode, facilityId: firstMove.fromFacilityId } : episode)] : []),
    ...plannedReleases.map((row) => releaseDateEvent(then(row.recordedAt), row)),
    ...(has('eligibility') ? [eligibilityEvent(then(episode.eligibilityCheckedAt))] : []),
    ...(has('acceptance') ? [acceptanceEvent(then(episode.acceptedAt))] : []),
    ...parts.offers.map((row) => offerEvent(then(row.offeredAt), row)),
    ...parts.workers.added.map((row) => allocatedEvent(then(row.allocatedAt), row)),
    ...(has('assessment') || parts.needs.length > 0 ? [assessmentEvent(then(assessedAt), assessedAt)] : []),
    ...reviewedNeeds.map((row) => needReviewedEvent(then(row.statusAt), row)),
    ...explainedNeeds(parts).map((row) => needExplainedEvent(then(row.noReferralAt), row)),
    ...goals.map((row) => goalSetEvent(then(row.setAt), row)),
    ...(has('plan') ? [planEvent(then(episode.planMadeAt))] : []),
    ...reviewed.map((row) => goalReviewedEvent(then(row.reviewedAt), row)),
    ...parts.transfers.map((row) => transferEvent(context, episode, row)),
    ...(has('meeting') ? [meetingPlannedEvent(episode)] : []),
    ...(has('temporaryRelease') ? [temporaryReleaseEvent(context, episode)] : []),
    ...(has('release') ? [releaseEvent(context, episode)] : []),
    ...(has('meetingOutcome') ? gateMeetingEvents(context, episode, before) : []),
    ...parts.workers.accepted.map((row) => allocationAcceptedEvent(then(row.acceptedAt), row)),
    ...[...parts.workers.added, ...parts.workers.changed].flatMap((row) => (row.endedAt ? [allocationEndedEvent(then(row.endedAt), row)] : [])),
    ...parts.contacts.map((row) => contactEvent(then(row.contactAt), row)),
    ...continuityEvents(context, episode, parts.supplies),
    ...(has('gp') ? [milestoneEvent(context, episode, 'REGISTERED_WITH_GP')] : []),
    ...(has('treatment') ? [milestoneEvent(context, episode, 'STARTED_TREATMENT')] : []),
    ...(has('returned') ? [returnEvent(context, episode)] : []),
    ...(has('extension') ? [extensionEvent(episode)] : []),
    ...(has('decline') ? [declineEvent(episode)] : []),
    ...(has('closure') ? [closureEvent(episode)] : [])
  ]
  for (const [place, event] of events.entries()) event.subjectVersion = episode.version + place + 1
  return events
}
