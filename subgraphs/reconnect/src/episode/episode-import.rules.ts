import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { sourceIdOf } from '@throughcare/kit/ids'
import { whyNotRecordContact } from '../contact/contact.rules.ts'
import { supplyColumn, whyNotRecordContinuity } from '../continuity/continuity.rules.ts'
import type { ContinuityRow } from '../continuity/continuity.store.ts'
import { whyNotMoveOn, whyNotReleaseTemporarily, whyNotReturnToCustody, whyNotTransferPrison } from '../custody/custody.rules.ts'
import { whyNotCheckEligibility, whyNotHandOver, whyNotHaveDeclinedFor } from '../eligibility/eligibility.rules.ts'
import { gateDay, whyNotPlanGateMeeting, whyNotRecordGateMeeting } from '../gate/gate.rules.ts'
import { whyNotMakePlan, whyNotReviewGoal, whyNotSetGoal } from '../goal/goal.rules.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import { whyNotExtend, whyNotOpen, whyNotRecordRelease, whyNotSetReleaseDate } from '../release/release.rules.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import { whyNotAssess } from '../need/need.rules.ts'
import { whyNotOffer } from '../peer-support/peer-support.rules.ts'
import { whyNotRecordMilestone } from '../task/task.rules.ts'
import { whyNotExplain } from '@throughcare/kit/onward-referral.rules'
import { explainedNeeds, type PartNews } from './episode-parts.rules.ts'
import { stepsDone, whyNotClose, whyNotCloseThen, whyNotDecide, type Done } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import type { PrisonTransferRow } from '../custody/prison-transfer.store.ts'

/** A planned release of a source; it is not dated where the source does not say on which day it was set. */
export type GivenPlan = PlannedReleaseRow & { isDated: boolean }

export type GoalReview = { goal: GoalRow; reviewed: GoalRow }

type Step =
  | 'referral'
  | 'eligibility'
  | 'acceptance'
  | 'decline'
  | 'assessment'
  | 'plan'
  | 'meeting'
  | 'temporaryRelease'
  | 'release'
  | 'meetingOutcome'
  | 'gp'
  | 'treatment'
  | 'returned'
  | 'extension'
  | 'closure'

/** What a row of a source changes in an episode that stands; `episode` is what it would become. */
type Change = {
  standing: EpisodeRow
  given: EpisodeRow
  episode: EpisodeRow
  changed: readonly Step[]
  plannedReleases: readonly PlannedReleaseRow[]
  goals: readonly GoalRow[]
  reviews: readonly GoalReview[]
  parts: PartNews
  /** The onward referrals that were sent in the episode; asked for where the row explains a need. */
  referrals: readonly { needId: string | null; needCode: string; failedAt: Date | null }[]
  /** The supplies that are new; with a release that is news, all. */
  supplies: readonly ContinuityRow[]
  /** The day of the latest move to another prison that stands. */
  movedOn: string | null
  /** When its parts took place. */
  done: readonly Done[]
}

export type RowRefusal = { column: string; reason: string }

/**
 * Why a row may not change an episode that stands, and in which column; null where it may. The rules of the verbs are asked about the
 * episode as it would become, but for its end: that counts where staff wrote it, or where the row no longer says it.
 */
export function whyNotFollow(change: Change, now: Date): RowRefusal | null {
  const { standing, given, episode, changed, plannedReleases, goals, reviews } = change
  const has = (...steps: Step[]) => steps.some((step) => changed.includes(step))
  const open = withoutItsEnd(change)
  const unreleased = isToldAgain(standing.releaseRecordedBy, given, given.actualReleaseDate)
    ? { ...open, actualReleaseDate: null }
    : { ...open, actualReleaseDate: standing.actualReleaseDate }
  const undecided = isToldAgain(standing.acceptedBy, given, given.acceptedAt) ? null : standing.acceptedAt
  const { acceptedAt, actualReleaseDate, extendedUntil, closedAt, closureReason } = episode
  const answers: [column: string, whyNot: string | null][] = [
    ['referred_at', has('referral') ? whyNotOpen(open) : null],
    ['eligibility_checked_at', has('eligibility') ? whyNotCheckEligibility({ ...open, acceptedAt: undecided }) : null],
    [
      'accepted_at',
      has('referral', 'acceptance') && acceptedAt ? (whyNotDecide({ ...open, acceptedAt: null }, acceptedAt, now) ?? whyNotAlive(open, acceptedAt)) : null
    ],
    ['declined_at', has('referral', 'decline') && given.declinedAt ? whyNotDecide(open, given.declinedAt, now) : null],
    ['decline_reason', has('decline', 'eligibility') && episode.declineReason ? whyNotHaveDeclinedFor(episode.declineReason, episode) : null],
    ['planned_releases', whyNotPlan({ ...unreleased, plannedReleaseDate: standing.plannedReleaseDate }, plannedReleases)],
    ...goals.map(({ setAt }): [string, string | null] => ['goals', whyNotSetGoal(open, setAt, now)]),
    ...reviews.map(({ goal, reviewed }): [string, string | null] => ['goals', whyNotReviewGoal(open, { goal, reviewedAt: reviewed.reviewedAt ?? now }, now)]),
    ...whyNotSteps(change, { open, unreleased }, now),
    ['released_on', has('release', 'temporaryRelease') && actualReleaseDate ? whyNotRecordRelease(open, actualReleaseDate, londonDate(now)) : null],
    [
      'extended_until',
      has('extension', 'release') && extendedUntil
        ? whyNotExtend({ ...open, extendedUntil: null }, { until: extendedUntil, reason: episode.extensionReason ?? '' })
        : null
    ],
    ['handover_referral_key', whyNotKeepHandover(episode, has('decline', 'closure'))],
    [
      'closed_at',
      closedAt && closureReason && !open.closedAt
        ? (whyNotClose(open, { reason: closureReason, closedAt, closedOn: londonDate(closedAt) }, now) ??
          whyNotCloseThen(closedAt, [...stepsDone(episode), ...change.done]))
        : null
    ]
  ]
  const [column, reason] = answers.find(([, whyNot]) => whyNot !== null) ?? []
  return column && reason ? { column, reason } : null
}

/** A handover that stands has to go with the reason as the row has it now. */
function whyNotKeepHandover({ declineReason, closureReason, handoverReferralId }: EpisodeRow, isEnded: boolean): string | null {
  const reason = closureReason ?? declineReason
  return isEnded && reason && handoverReferralId ? whyNotHandOver(reason, handoverReferralId) : null
}

type Answer = [column: string, whyNot: string | null]

/** The same of the steps between the acceptance and the end. `unreleased`: before the release that the row tells. */
function whyNotSteps(
  { episode, changed, parts, supplies, referrals, movedOn }: Change,
  { open, unreleased }: { open: EpisodeRow; unreleased: EpisodeRow },
  now: Date
): Answer[] {
  const ask = (step: Step, column: string, rule: () => string | null): Answer => [column, changed.includes(step) ? rule() : null]
  // What follows from a release is asked again where that is news, whoever recorded it.
  const askOf = <Value>(step: Step, column: string, [value, rule]: [value: Value | null, rule: (value: Value) => string | null]): Answer =>
    changed.includes(step) ? [column, value && rule(value)] : ['released_on', changed.includes('release') ? value && rule(value) : null]
  const { assessedAt, planMadeAt, gateMeetingAt, gateMeetingOutcome, temporarilyReleasedOn, gpRegisteredOn, treatmentStartedOn, returnedToCustodyOn } = episode
  const today = londonDate(now)
  return [
    ask('assessment', 'assessed_at', () => whyNotAssess(open, { codes: [], standing: [], assessedAt: assessedAt ?? now }, now)),
    ['needs', parts.needs.length + parts.reviewedNeeds.length > 0 ? whyNotOpen(open) : null],
    ...explainedNeeds(parts).map((need): Answer => ['needs_not_referred', whyNotOpen(open) ?? whyNotExplain({ ...need, noReferralAt: null }, referrals)]),
    ask('plan', 'plan_made_at', () => whyNotMakePlan(open, { needCodes: ['any'], standing: [], madeAt: planMadeAt ?? now }, now)),
    ask('meeting', 'gate_meeting_at', () =>
      whyNotPlanGateMeeting({ ...unreleased, plannedReleaseDate: gateDay(episode), gateMeetingOutcome: null }, gateMeetingAt ?? now)
    ),
    ask('temporaryRelease', 'temporarily_released_on', () => whyNotReleaseTemporarily(unreleased, temporarilyReleasedOn ?? today, today)),
    askOf('meetingOutcome', 'gate_meeting_outcome', [gateMeetingOutcome, (outcome) => whyNotRecordGateMeeting(open, outcome, now)]),
    ['released_on', changed.includes('release') && movedOn ? whyNotMoveOn(open, movedOn, { movedOn: null, today }) : null],
    ['prison_transfers', whyNotMove(unreleased, parts.transfers, { movedOn, releasedOn: episode.actualReleaseDate, today })],
    ...parts.offers.map(({ offeredAt }): Answer => ['peer_support_offers', whyNotOffer(open, offeredAt, now)]),
    ...parts.contacts.map(({ contactAt }): Answer => ['contacts', whyNotRecordContact(open, contactAt, now)]),
    ...supplies.map((supply): Answer => [supplyColumn(supply.kind), whyNotRecordContinuity(open, supply)]),
    ask('gp', 'gp_registered_on', () => whyNotRecordMilestone(open, { milestone: 'REGISTERED_WITH_GP', on: gpRegisteredOn ?? today }, today)),
    askOf('treatment', 'treatment_started_on', [treatmentStartedOn, (on) => whyNotRecordMilestone(open, { milestone: 'STARTED_TREATMENT', on }, today)]),
    askOf('returned', 'returned_to_custody_on', [returnedToCustodyOn, (on) => whyNotReturnToCustody(open, on, today)])
  ]
}

/** The episode as it would become, but for an end that the row says too. */
export function withoutItsEnd({ standing, given, episode }: Pick<Change, 'standing' | 'given' | 'episode'>): EpisodeRow {
  return {
    ...episode,
    closedAt: isToldAgain(standing.closedBy, given, given.closedAt) ? null : standing.closedAt,
    declinedAt: isToldAgain(standing.declinedBy, given, given.declinedAt) ? null : standing.declinedAt
  }
}

/** Whether the row says again what an importer wrote, or says it first. */
function isToldAgain(by: string | null, given: EpisodeRow, value: unknown): boolean {
  return value !== null && (by === null || by === given.recordedBy)
}

type MoveDays = { movedOn: string | null; releasedOn: string | null; today: string }

function whyNotMove(unreleased: EpisodeRow, [move, ...later]: readonly PrisonTransferRow[], { movedOn, releasedOn, today }: MoveDays): string | null {
  if (!move) return null
  const { fromFacilityId, facilityId, transferredOn } = move
  const whyNot = whyNotTransferPrison({ ...unreleased, facilityId: fromFacilityId }, facilityId)
  const whyNotThen = whyNotMoveOn({ ...unreleased, actualReleaseDate: releasedOn }, transferredOn, { movedOn, today })
  return whyNot ?? whyNotThen ?? whyNotMove(unreleased, later, { movedOn: transferredOn, releasedOn, today })
}

function whyNotPlan(episode: EpisodeRow, [plan, ...later]: readonly PlannedReleaseRow[]): string | null {
  if (!plan) return null
  return whyNotSetReleaseDate(episode, plan) ?? whyNotPlan({ ...episode, plannedReleaseDate: plan.date }, later)
}

type Plans = { standing: readonly PlannedReleaseRow[]; takenBack: readonly PlannedReleaseRow[] }

/**
 * The planned dates of a source that do not stand yet. Both are sequences: a source that goes A, B, then A, C, then A, B again went back
 * to B, which is planned anew, unless staff took that back. `isStaffs`: staff planned a date since that the source does not have.
 */
export function findNewPlans({ standing, takenBack }: Plans, given: readonly GivenPlan[], now: Date): { rows: PlannedReleaseRow[]; isStaffs: boolean } {
  let from = 0
  const places = given.map(({ date, reason }) => {
    const place = standing.findIndex((row, index) => index >= from && row.date === date && row.reason === reason)
    if (place >= 0) from = place + 1
    return place
  })
  let after = standing.at(-1)?.recordedAt.getTime() ?? 0
  const last = given.at(-1)
  const undone = takenBack.some((row) => row.date === last?.date && row.reason === last.reason && row.recordedAt.getTime() > after)
  const isBack = given.length > 0 && places.at(-1) !== -1 && standing.at(-1)?.date !== last?.date && !undone
  const all = [...standing, ...takenBack]
  const ids = new Set(all.map(({ id }) => id))
  const rows = given.flatMap((plan, index): PlannedReleaseRow[] => {
    const isLast = index === given.length - 1
    if (places[index] !== -1 && !(isLast && isBack)) return []
    const id = ids.has(plan.id) ? sourceIdOf('reconnect-planned-release', plan.episodeId, `${all.length} ${index} ${plan.date} ${plan.reason}`) : plan.id
    const next = places.slice(index + 1).find((place) => place !== -1)
    if (next !== undefined) return [{ ...plan, id, recordedAt: earlier(plan.recordedAt, standing[next]) }]
    const isNews = standing.length > 0 && (!plan.isDated || plan.recordedAt.getTime() <= after)
    after = Math.max(isNews ? now.getTime() : plan.recordedAt.getTime(), after + 1)
    return [{ ...plan, id, recordedAt: new Date(after) }]
  })
  return { rows, isStaffs: rows.length > 0 && standing.slice(from).some(({ recordedBy }) => recordedBy !== rows[0]?.recordedBy) }
}

function earlier(instant: Date, next: PlannedReleaseRow | undefined): Date {
  return next && next.recordedAt <= instant ? new Date(next.recordedAt.getTime() - 1) : instant
}

type GivenGoals = { goals: readonly GoalRow[]; goalsReviewedAt: Date | null; endedAt: Date | null }

/** The goals of a source that do not stand yet, and those it has reviewed since. `isStaffs`: it says otherwise than a member of staff. */
export function findGoalChanges(
  standing: readonly GoalRow[],
  { goals, goalsReviewedAt, endedAt }: GivenGoals,
  now: Date
): { added: GoalRow[]; reviews: GoalReview[]; isStaffs: boolean } {
  const added: GoalRow[] = []
  const reviews: GoalReview[] = []
  let isStaffs = false
  for (const given of goals) {
    const goal = standing.find(({ id }) => id === given.id) ?? standing.find(({ needCode }) => needCode === given.needCode)
    if (!goal) {
      added.push(given)
      continue
    }
    const isOurs = (goal.correctedBy ?? goal.reviewedBy ?? goal.recordedBy) === given.recordedBy
    const isMoved = goal.status !== given.status
    if (isMoved && !isOurs) isStaffs = true
    if (!isOurs || !(isMoved || (goal.reviewedAt && goalsReviewedAt && goalsReviewedAt > goal.reviewedAt))) continue
    const reviewedAt = goalsReviewedAt ?? latest(goal.reviewedAt ?? goal.setAt, endedAt ?? now)
    reviews.push({ goal, reviewed: { ...goal, status: given.status, reviewedAt, reviewedBy: given.recordedBy, version: goal.version + 1 } })
  }
  return { added, reviews, isStaffs }
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
