import type { Database } from '@throughcare/kit/db'
import type { Taken } from '@throughcare/kit/import'
import { changedByStaff, changedSteps, says, withSteps, type Steps } from '@throughcare/kit/import-steps'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { moveGateMeeting } from '../gate/gate.rules.ts'
import { goalsOpenSince } from '../goal/goal.rules.ts'
import { findGoalsOfEpisodes, insertGoals, updateGoals, type GoalRow } from '../goal/goal.store.ts'
import { goalReviewedEvent } from '../goal/review-goal.ts'
import { goalSetEvent } from '../goal/set-goal.ts'
import { findKnownPersons } from '../person/person.store.ts'
import { releaseEvent } from '../release/record-release.ts'
import { findPlannedReleases, insertPlannedReleases, type PlannedReleaseRow } from '../release/release.store.ts'
import { releaseDateEvent } from '../release/set-release-date.ts'
import { acceptanceEvent } from './accept-reconnect-referral.ts'
import { closureEvent } from './close-reconnect-episode.ts'
import { declineEvent } from './decline-reconnect-referral.ts'
import { findGoalChanges, findNewPlans, whyNotFollow, type GivenPlan, type RowRefusal } from './episode-import.rules.ts'
import { findEpisodesForChange, findKnownRecords, insertEpisodes, updateEpisodes, type EpisodeRow } from './episode.store.ts'
import { whyNotRefer } from './episode.rules.ts'
import { extensionEvent } from './extend-reconnect-support.ts'
import { referralEvent } from './refer-to-reconnect.ts'

/** An episode as a source system has it, already through the rules of its verbs. `goalsReviewedAt` is null where the source does not say. */
export type GivenEpisode = { id: string; episode: EpisodeRow; plannedReleases: GivenPlan[]; goals: GoalRow[]; goalsReviewedAt: Date | null }

type StandingEpisode = { episode: EpisodeRow; plannedReleases: PlannedReleaseRow[]; goals: GoalRow[] }

const steps = {
  referral: { fields: ['referredAt', 'recordId', 'facilityId', 'source'], by: 'recordedBy' },
  acceptance: { fields: ['acceptedAt'], by: 'acceptedBy' },
  decline: { fields: ['declinedAt', 'declineReason'], by: 'declinedBy' },
  release: { fields: ['actualReleaseDate', 'sleptAt'], by: 'releaseRecordedBy' },
  // extendedAt is when it was written down, so it is no difference.
  extension: { fields: ['extendedUntil', 'extensionReason'], by: 'extendedBy' },
  closure: { fields: ['closedAt', 'closureReason'], by: 'closedBy' }
} as const satisfies Steps<EpisodeRow>

type Step = keyof typeof steps
type Children = { plannedReleases: PlannedReleaseRow[]; goals: GoalRow[]; changedGoals: GoalRow[] }
type Decision = Children & { episode: EpisodeRow; events: ReturnType<typeof eventsOf> }

/**
 * Writes many episodes of a source system down. What an earlier run wrote is brought up to date; what the source no longer says stays;
 * what staff recorded here stands, and a row that contradicts it is refused.
 */
export async function receiveEpisodes(context: Context, given: readonly GivenEpisode[]): Promise<Required<Taken>> {
  const tx = context.db
  const known = await findKnownRecords(tx, [...new Set(given.map(({ episode }) => episode.recordId))])
  const taken = given.filter(({ episode }) => known.has(episode.recordId))
  const ids = taken.map(({ id }) => id)
  const standing = await findStanding(tx, ids)
  const deaths = await findDeaths(tx, taken)
  const added: Decision[] = []
  const changed: Decision[] = []
  const refused: (RowRefusal & { id: string })[] = []
  for (const item of taken) {
    const before = standing.get(item.id)
    const { episode } = item
    episode.diedOn = deaths.get(episode.recordId) ?? null
    const whyNot = whyNotRefer(episode.referredAt, episode.diedOn, context.clock.now())
    if (whyNot) refused.push({ id: item.id, column: 'referred_at', reason: whyNot })
    if (whyNot) continue
    const decided = before ? bringUpToDate(context, before, item) : begin(context, item)
    if (decided === null) continue
    if ('reason' in decided) refused.push({ id: item.id, ...decided })
    else (before ? changed : added).push(decided)
  }
  await write(context, added, changed)
  const ahead = given.filter(({ episode }) => !known.has(episode.recordId)).map(({ id }) => id)
  return { added: added.length, changed: changed.length, ahead, refused }
}

async function write(context: Context, added: readonly Decision[], changed: readonly Decision[]): Promise<void> {
  const tx = context.db
  const all = [...added, ...changed]
  const episodesOf = (decisions: readonly Decision[]) => decisions.map(({ episode }) => episode)
  const childrenOf = <Kind extends keyof Children>(kind: Kind) => all.flatMap((decision): Children[Kind][number][] => decision[kind])
  await insertEpisodes(tx, episodesOf(added))
  await updateEpisodes(tx, episodesOf(changed))
  await insertPlannedReleases(tx, childrenOf('plannedReleases'))
  await insertGoals(tx, childrenOf('goals'))
  await updateGoals(tx, childrenOf('changedGoals'))
  await record(tx, context, ...all.flatMap(({ events }) => events))
}

/** The day of death of those who died, by their records. */
async function findDeaths(tx: Database, given: readonly GivenEpisode[]): Promise<Map<string, string>> {
  const persons = await findKnownPersons(tx, [...new Set(given.map(({ episode }) => episode.recordId))])
  return new Map(persons.flatMap(({ recordId, diedOn }) => (diedOn ? [[recordId, diedOn] as const] : [])))
}

async function findStanding(tx: Database, ids: readonly string[]): Promise<Map<string, StandingEpisode>> {
  const episodes = await findEpisodesForChange(tx, ids)
  const standing = new Map(episodes.map((episode): [string, StandingEpisode] => [episode.id, { episode, plannedReleases: [], goals: [] }]))
  if (standing.size === 0) return standing
  for (const row of await findPlannedReleases(tx, [...standing.keys()])) standing.get(row.episodeId)?.plannedReleases.push(row)
  for (const row of await findGoalsOfEpisodes(tx, [...standing.keys()])) standing.get(row.episodeId)?.goals.push(row)
  return standing
}

function begin(context: Context, { episode, plannedReleases, goals }: GivenEpisode): Decision {
  const children = { plannedReleases, goals, changedGoals: [] }
  episode.goalsOpenSince = goalsOpenSince(goals)
  const happened = (Object.keys(steps) as Step[]).filter((step) => says(steps, episode, step))
  const events = eventsOf(context, { episode: { ...episode, version: 0 }, ...children }, happened)
  return { ...children, episode: { ...episode, version: events.length }, events }
}

/** What a row changes in an episode that stands: null for nothing, a refusal where it may not. */
function bringUpToDate(context: Context, standing: StandingEpisode, given: GivenEpisode): Decision | RowRefusal | null {
  const now = context.clock.now()
  const { changed, isStaffs } = changedSteps<EpisodeRow, Step>(steps, standing.episode, given.episode)
  if (isStaffs) return { column: '', reason: changedByStaff }
  const plans = findNewPlans(standing.plannedReleases, given.plannedReleases, now)
  if (plans.isStaffs) return { column: 'planned_releases', reason: changedByStaff }
  const { added, reviews, ...goals } = findGoalChanges(standing.goals, { ...given, endedAt: given.episode.closedAt }, now)
  if (goals.isStaffs) return { column: 'goals', reason: changedByStaff }
  if (changed.length + plans.rows.length + added.length + reviews.length === 0) return null

  const merged = withSteps<EpisodeRow, Step>(steps, { standing: standing.episode, given: given.episode }, changed)
  const { plannedReleaseDate } = given.episode
  if (plans.rows.length > 0 && plannedReleaseDate) Object.assign(merged, { plannedReleaseDate }, moveGateMeeting(standing.episode, plannedReleaseDate))
  const reviewed = new Map(reviews.map((review) => [review.goal.id, review.reviewed]))
  merged.goalsOpenSince = goalsOpenSince([...standing.goals.map((goal) => reviewed.get(goal.id) ?? goal), ...added])
  if (changed.includes('extension')) merged.extendedAt = given.episode.extendedAt
  const change = { standing: standing.episode, given: given.episode, episode: merged, changed, plannedReleases: plans.rows, goals: added, reviews }
  const refusal = whyNotFollow(change, now)
  if (refusal) return refusal
  const children = { plannedReleases: plans.rows, goals: added, changedGoals: [...reviewed.values()] }
  const events = eventsOf(context, { ...children, episode: merged }, changed)
  return { ...children, episode: { ...merged, version: merged.version + events.length }, events }
}

/** One event a step, each the next version of the episode after `episode.version`. */
function eventsOf(context: Context, { episode, plannedReleases, goals, changedGoals }: Children & { episode: EpisodeRow }, happened: readonly Step[]) {
  const reviewed = [...goals.filter((row) => row.reviewedAt), ...changedGoals]
  const events = [
    ...(happened.includes('referral') ? [referralEvent(episode)] : []),
    ...plannedReleases.map((row) => releaseDateEvent(episode, row)),
    ...(happened.includes('acceptance') ? [acceptanceEvent(episode)] : []),
    ...goals.map((row) => goalSetEvent(episode, row)),
    ...reviewed.map((row) => goalReviewedEvent(episode, row)),
    ...(happened.includes('release') ? [releaseEvent(context, episode)] : []),
    ...(happened.includes('extension') ? [extensionEvent(episode)] : []),
    ...(happened.includes('decline') ? [declineEvent(episode)] : []),
    ...(happened.includes('closure') ? [closureEvent(episode)] : [])
  ]
  return events.map((event, place) => ({ ...event, subjectVersion: episode.version + place + 1 }))
}
