import type { Taken } from '@throughcare/kit/import'
import { changedByStaff, changedSteps, says, withSteps } from '@throughcare/kit/import-steps'
import { record } from '../change.ts'
import { firstContactOn } from '../contact/contact.rules.ts'
import { insertContacts } from '../contact/contact.store.ts'
import { upsertContinuity } from '../continuity/continuity.store.ts'
import type { Context } from '../context.ts'
import { moveGateMeeting } from '../gate/gate.rules.ts'
import { goalsOpenSince } from '../goal/goal.rules.ts'
import { insertGoals, updateGoals, type GoalRow } from '../goal/goal.store.ts'
import { healthNeedsMetOn } from '../need/need.rules.ts'
import { insertNeeds, updateNeeds } from '../need/need.store.ts'
import { insertPlannedReleases } from '../release/release.store.ts'
import { findGoalChanges, findNewPlans, whyNotFollow, type GivenPlan, type RowRefusal } from './episode-import.rules.ts'
import { findPartNews, hasNews, withNews, type EpisodeParts } from './episode-parts.rules.ts'
import { eventsOfSteps, steps, type Children, type Step } from './events-of-steps.ts'
import { findKnownRecords, insertEpisodes, updateEpisodes, type EpisodeRow } from './episode.store.ts'
import { whyNotRefer } from './episode.rules.ts'
import { findDeaths, findStanding, type StandingEpisode } from './find-standing.ts'

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

const contradicted = 'A contact of that time stands here and says otherwise. Correct it here or in the source, then import the row again.'

type Decision = Children & { episode: EpisodeRow; events: ReturnType<typeof eventsOfSteps> }

/**
 * Writes many episodes of a source system down. What an earlier run wrote is brought up to date; what the source no longer says stays;
 * what staff recorded here stands, and a row that contradicts it is refused.
 */
export async function receiveEpisodes(context: Context, given: readonly GivenEpisode[]): Promise<Required<Taken>> {
  const tx = context.db
  const known = await findKnownRecords(tx, [...new Set(given.map(({ episode }) => episode.recordId))])
  const taken = given.filter(({ episode }) => known.has(episode.recordId))
  const standing = await findStanding(
    tx,
    taken.map(({ id }) => id)
  )
  const deaths = await findDeaths(tx, [...new Set(taken.map(({ episode }) => episode.recordId))])
  const added: Decision[] = []
  const changed: Decision[] = []
  const refused: (RowRefusal & { id: string })[] = []
  for (const item of taken) {
    const before = standing.get(item.id)
    item.episode.diedOn = deaths.get(item.episode.recordId) ?? null
    const decided = decide(context, before, item)
    if (decided === null) continue
    if ('reason' in decided) refused.push({ id: item.id, ...decided })
    else (before ? changed : added).push(decided)
  }
  await write(context, added, changed)
  const ahead = given.filter(({ episode }) => !known.has(episode.recordId)).map(({ id }) => id)
  return { added: added.length, changed: changed.length, ahead, refused }
}

async function write({ db: tx, ...context }: Context, added: readonly Decision[], changed: readonly Decision[]): Promise<void> {
  const all = [...added, ...changed]
  const episodesOf = (decisions: readonly Decision[]) => decisions.map(({ episode }) => episode)
  await insertEpisodes(tx, episodesOf(added))
  await updateEpisodes(tx, episodesOf(changed))
  await insertPlannedReleases(
    tx,
    all.flatMap(({ plannedReleases }) => plannedReleases)
  )
  await insertGoals(
    tx,
    all.flatMap(({ goals }) => goals)
  )
  await updateGoals(
    tx,
    all.flatMap(({ changedGoals }) => changedGoals)
  )
  const partsOf = <Kind extends keyof Children['parts']>(kind: Kind) => all.flatMap(({ parts }): Children['parts'][Kind][number][] => parts[kind])
  await insertNeeds(tx, partsOf('needs'))
  await updateNeeds(tx, partsOf('reviewedNeeds'))
  await insertContacts(tx, partsOf('contacts'))
  await upsertContinuity(tx, partsOf('supplies'))
  await record(tx, context, ...all.flatMap(({ events }) => events))
}

function decide(context: Context, standing: StandingEpisode | undefined, given: GivenEpisode): Decision | RowRefusal | null {
  const { referredAt, diedOn } = given.episode
  const whyNot = whyNotRefer(referredAt, diedOn, context.clock.now())
  if (whyNot) return { column: 'referred_at', reason: whyNot }
  return standing ? bringUpToDate(context, standing, given) : begin(context, given)
}

function begin(context: Context, { episode, plannedReleases, goals, parts: { needs, contacts, supplies } }: GivenEpisode): Decision {
  const parts = { needs: [...needs], reviewedNeeds: [], contacts: [...contacts], supplies: [...supplies] }
  const children = { plannedReleases, goals, changedGoals: [], parts }
  const happened = (Object.keys(steps) as Step[]).filter((step) => says(steps, episode, step))
  const whole = { ...episode, ...inStep(episode, { goals, parts: { needs, contacts, supplies } }) }
  const events = eventsOfSteps(context, { episode: { ...whole, version: 0 }, ...children, happened })
  return { ...children, episode: { ...whole, version: events.length }, events }
}

/** What an episode keeps of its parts. */
function inStep({ actualReleaseDate }: EpisodeRow, { goals, parts }: { goals: readonly GoalRow[]; parts: EpisodeParts }) {
  return {
    goalsOpenSince: goalsOpenSince(goals),
    healthNeedsMetOn: healthNeedsMetOn(parts.needs),
    firstContactOn: firstContactOn(actualReleaseDate, parts.contacts)
  }
}

/** What a row changes in an episode that stands: null for nothing, a refusal where it may not. */
function bringUpToDate(context: Context, standing: StandingEpisode, given: GivenEpisode): Decision | RowRefusal | null {
  const now = context.clock.now()
  const endedAt = given.episode.closedAt
  const { changed, isStaffs } = changedSteps<EpisodeRow, Step>(steps, standing.episode, given.episode)
  if (isStaffs) return { column: '', reason: changedByStaff }
  const plans = findNewPlans(standing.plannedReleases, given.plannedReleases, now)
  if (plans.isStaffs) return { column: 'planned_releases', reason: changedByStaff }
  const { added, reviews, ...goals } = findGoalChanges(standing.goals, { ...given, endedAt }, now)
  if (goals.isStaffs) return { column: 'goals', reason: changedByStaff }
  const parts = findPartNews({ standing: standing.parts, given: given.parts, needsReviewedAt: given.needsReviewedAt, endedAt }, now)
  if ('column' in parts) return { column: parts.column, reason: parts.isStaffs ? changedByStaff : contradicted }
  if (changed.length + plans.rows.length + added.length + reviews.length === 0 && !hasNews(parts)) return null

  const merged = withSteps<EpisodeRow, Step>(steps, { standing: standing.episode, given: given.episode }, changed)
  const { plannedReleaseDate } = given.episode
  if (plans.rows.length > 0 && plannedReleaseDate) Object.assign(merged, { plannedReleaseDate }, moveGateMeeting(merged, plannedReleaseDate))
  if (changed.includes('extension')) merged.extendedAt = given.episode.extendedAt
  const reviewed = new Map(reviews.map((review) => [review.goal.id, review.reviewed]))
  const allGoals = [...standing.goals.map((goal) => reviewed.get(goal.id) ?? goal), ...added]
  Object.assign(merged, inStep(merged, { goals: allGoals, parts: withNews(standing.parts, parts) }))
  const change = { standing: standing.episode, given: given.episode, episode: merged, changed, plannedReleases: plans.rows, goals: added, reviews, parts }
  const refusal = whyNotFollow(change, now)
  if (refusal) return refusal
  // A corrected release moves the supplies that stand.
  const supplies = changed.includes('release') ? withNews(standing.parts, parts).supplies : parts.supplies
  const children = { plannedReleases: plans.rows, goals: added, changedGoals: [...reviewed.values()], parts }
  const events = eventsOfSteps(context, { ...children, parts: { ...parts, supplies: [...supplies] }, episode: merged, happened: changed })
  return { ...children, episode: { ...merged, version: merged.version + events.length }, events }
}
