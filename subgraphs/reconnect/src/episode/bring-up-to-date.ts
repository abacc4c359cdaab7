import { changedByStaff, changedSteps, columnsOf, says, withSteps } from '@throughcare/kit/import-steps'
import { followAllocations } from '../allocation/allocation-import.rules.ts'
import type { Context } from '../context.ts'
import { findNewTransfers } from '../custody/prison-transfer.rules.ts'
import { isPlannedAnew, moveGateMeeting, moveToRelease } from '../gate/gate.rules.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import { findGoalChanges, findNewPlans, whyNotFollow, withoutItsEnd, type GivenPlan, type GoalReview, type RowRefusal } from './episode-import.rules.ts'
import { findPartNews, hasNews, inStep, noWorkers, partsDone, withNews, type EpisodeParts, type PartNews } from './episode-parts.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { columnNames, eventsOfSteps, steps, type Step } from './events-of-steps.ts'
import type { StandingEpisode } from './find-standing.ts'
import { sinceCorrected } from './taken-back.rules.ts'
import type { Decision } from './write-episodes.ts'

/** An episode as a source system has it, already through the rules of its verbs. When goals and needs were reviewed is null where it does not say. */
export type GivenEpisode = {
  id: string
  episode: EpisodeRow
  plannedReleases: GivenPlan[]
  goals: GoalRow[]
  goalsReviewedAt: Date | null
  parts: EpisodeParts
  needsReviewedAt: Date | null
}

const correct = 'Correct it here or in the source, then import the row again.'
const contradicted: Record<string, string> = {
  contacts: `A contact of that time stands here and says otherwise. ${correct}`,
  peer_support_offers: `An offer of that time stands here and says otherwise. ${correct}`,
  workers: `The acceptance of this allocation stands here at another time. ${correct}`
}
/** What became of a meeting at the gate does not go over to the one that takes its place. */
const noOutcome = { gateMeetingOutcome: null, gateMeetingRecordedBy: null }
const movedSince = `The person was moved since, and this is neither the prison they were moved from nor the one they are in. ${correct}`

/** What a row changes in an episode that stands: null for nothing, a refusal where it may not. */
export function bringUpToDate(context: Context, stood: StandingEpisode, row: GivenEpisode): Decision | RowRefusal | null {
  const now = context.clock.now()
  const standing = isPlannedAnew(stood.episode, row.episode.gateMeetingAt) ? { ...stood, episode: { ...stood.episode, ...noOutcome } } : stood
  const { told, column } = withoutCorrected(standing, row)
  if (column) return { column, reason: changedByStaff }
  const held = findNewTransfers({ ...standing.parts, facilityId: standing.episode.facilityId }, { ...told.parts, facilityId: told.episode.facilityId })
  const holding = [standing.episode, ...standing.parts.transfers]
  if (!held) return { column: 'facility', reason: holding.some((row) => isStaffs(row, told)) ? changedByStaff : movedSince }
  // Of one who was moved, the prison of the referral stands with the moves.
  const inPrison = standing.parts.transfers.length === 0 ? told.episode : { ...told.episode, facilityId: standing.episode.facilityId }
  const given = { ...inPrison, gateMeetingAt: meetingNow(standing.episode, inPrison.gateMeetingAt) }
  const changes = changedSteps<EpisodeRow, Step>(steps, standing.episode, given)
  // The handover is told by a decline and by a closing: what the row does not say has not changed.
  const changed = changes.changed.filter((step) => says(steps, given, step))
  if (changes.staffs.length > 0) return { column: columnsOf(changes.staffs, columnNames), reason: changedByStaff }
  const news = findNews(standing, told, now)
  if ('column' in news) return news
  const { plans, added, reviews } = news
  const reviewed = new Map(reviews.map((review) => [review.goal.id, review.reviewed]))
  const goals = [...standing.goals.map((goal) => reviewed.get(goal.id) ?? goal), ...added]
  const merged = merge({ standing: standing.episode, given }, { changed, isPlanned: plans.length > 0 })
  Object.assign(merged, { facilityId: held.facilityId }, inStep(merged, { goals, parts: withNews(standing.parts, news.parts) }))

  const workers = followWorkers({ standing, told, episode: withoutItsEnd({ standing: standing.episode, given, episode: merged }), changed }, now)
  if (typeof workers === 'string') return { column: 'workers', reason: workers }
  const parts = { ...news.parts, transfers: held.transfers, workers }
  if (changed.length + plans.length + added.length + reviews.length === 0 && !hasNews(parts)) return null
  // A corrected release moves the supplies that stand.
  const supplies = changed.includes('release') ? withNews(standing.parts, parts).supplies : parts.supplies
  const movedOn = standing.parts.transfers.at(-1)?.transferredOn ?? null
  const moves = [...standing.parts.transfers, ...held.transfers]
  const change = {
    ...{ standing: standing.episode, given, episode: merged, changed },
    ...{ plannedReleases: plans, goals: added, reviews, parts, referrals: standing.referrals, movedOn },
    supplies,
    done: partsDone({ ...withNews(standing.parts, parts), goals, transfers: moves })
  }
  const refusal = whyNotFollow(change, now)
  if (refusal) return refusal
  const children = { plannedReleases: plans, goals: added, changedGoals: [...reviewed.values()], parts }
  const events = eventsOfSteps(context, {
    ...children,
    parts: { ...parts, supplies: [...supplies] },
    episode: merged,
    before: standing.episode,
    happened: changed,
    moves
  })
  return { ...children, episode: { ...merged, version: merged.version + events.length }, events }
}

/** What a row tells besides what staff took back; and where it says otherwise than they corrected. */
function withoutCorrected({ parts, plannedReleases, goals, takenBack }: StandingEpisode, row: GivenEpisode): { told: GivenEpisode; column: string | null } {
  const given = { ...row.parts, plannedReleases: row.plannedReleases, goals: row.goals }
  const { told, column } = sinceCorrected(given, { standing: { ...parts, plannedReleases, goals }, takenBack })
  const { plannedReleases: plans, goals: goalsTold, ...partsTold } = told
  return { told: { ...row, plannedReleases: plans, goals: goalsTold, parts: partsTold }, column }
}

function isStaffs({ recordedBy }: { recordedBy: string }, { episode }: GivenEpisode): boolean {
  return recordedBy !== episode.recordedBy
}

type News = { plans: PlannedReleaseRow[]; added: GoalRow[]; reviews: GoalReview[]; parts: PartNews }

/** The news of a row about planned dates, goals and parts; a refusal where it contradicts what stands. */
function findNews(standing: StandingEpisode, given: GivenEpisode, now: Date): News | RowRefusal {
  const endedAt = given.episode.closedAt
  const plans = findNewPlans({ standing: standing.plannedReleases, takenBack: standing.takenBack.plannedReleases }, given.plannedReleases, now)
  if (plans.isStaffs) return { column: 'planned_releases', reason: changedByStaff }
  const goals = findGoalChanges(standing.goals, { ...given, endedAt }, now)
  if (goals.isStaffs) return { column: 'goals', reason: changedByStaff }
  const parts = findPartNews({ standing: standing.parts, given: given.parts, needsReviewedAt: given.needsReviewedAt, endedAt }, now)
  if ('column' in parts) return { column: parts.column, reason: parts.isStaffs ? changedByStaff : (contradicted[parts.column] ?? changedByStaff) }
  return { plans: plans.rows, added: goals.added, reviews: goals.reviews, parts }
}

/** The meeting that a source tells, which goes on telling it where it was planned, and not where it went with the release. */
function meetingNow({ actualReleaseDate, gateMeetingAt, gateMeetingMovedFrom }: EpisodeRow, given: Date | null): Date | null {
  return actualReleaseDate && given && given.getTime() === gateMeetingMovedFrom?.getTime() ? gateMeetingAt : given
}

type Merging = { changed: readonly Step[]; isPlanned: boolean }

function merge({ standing, given }: { standing: EpisodeRow; given: EpisodeRow }, { changed, isPlanned }: Merging): EpisodeRow {
  const merged = withSteps<EpisodeRow, Step>(steps, { standing, given }, changed)
  const { plannedReleaseDate } = given
  const { actualReleaseDate } = merged
  if (changed.includes('meeting')) merged.gateMeetingMovedFrom = null
  if (isPlanned && plannedReleaseDate) Object.assign(merged, { plannedReleaseDate }, moveGateMeeting(merged, plannedReleaseDate))
  if (actualReleaseDate && (changed.includes('release') || changed.includes('meeting')))
    Object.assign(merged, moveToRelease({ ...merged, actualReleaseDate: standing.actualReleaseDate }, actualReleaseDate))
  if (changed.includes('extension')) merged.extendedAt = given.extendedAt
  return merged
}

type Followed = { standing: StandingEpisode; told: GivenEpisode; episode: EpisodeRow; changed: readonly Step[] }

/** A release that is news relieves workers, also where the row tells of none. */
function followWorkers({ standing, told, episode, changed }: Followed, now: Date) {
  const given = told.parts.allocations
  if (given.length === 0 && !changed.includes('release')) return noWorkers
  return followAllocations(episode, { standing: standing.parts.allocations, given }, now)
}
