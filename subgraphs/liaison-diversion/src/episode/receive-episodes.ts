import { whyNotDoInError } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import type { Taken } from '@throughcare/kit/import'
import { changedByStaff, changedSteps, columnsOf, says, withSteps } from '@throughcare/kit/import-steps'
import type { KnownFacilities } from '@throughcare/kit/known-facilities'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { findEveryNeed, insertNeeds, updateNeeds, type NeedRow } from '../need/need.store.ts'
import { findNeedChanges, whyNotFollow, withStandingTimes, withoutReplaced, type RowRefusal } from './episode-import.rules.ts'
import { allSteps, columnNames, eventsOfSteps, steps, type Step } from './events-of-steps.ts'
import { whyNotHear, whyNotMeetAt } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { findKnownRecords } from '../known-record/known-record.store.ts'
import { findEpisodesForChange, insertEpisodes, updateEpisodes, type EpisodeRow } from './episode.store.ts'
import { doneIn, findPartNews, findParts, hearingsOf, whyNotParts, withPartNews, writeParts, type PartNews, type Parts } from './episode-parts.import.ts'
import { endWithEpisode } from '../peer-support/end-with-episode.ts'
import { ofKnownPerson } from './of-known-person.ts'

/** An episode as a source system has it, already through the rules of its verbs. `isDated` tells what it gives a time of its own. */
export type GivenEpisode = { id: string; episode: EpisodeRow; needs: NeedRow[]; parts: Parts; isDated: { notSeen: boolean; outcome: boolean } }

type StandingEpisode = { episode: EpisodeRow; needs: NeedRow[]; parts: Parts }

type Decision = { episode: EpisodeRow; addedNeeds: NeedRow[]; changedNeeds: NeedRow[]; parts: PartNews[]; events: ReturnType<typeof eventsOfSteps> }

/**
 * Writes many episodes of a source system down. What an earlier run wrote is brought up to date; what the source no longer says stays;
 * what staff recorded here stands, and a row that contradicts it is refused.
 */
export async function receiveEpisodes(context: Context, given: readonly GivenEpisode[]): Promise<Required<Taken>> {
  const tx = context.db
  const recordIds = [...new Set(given.map(({ episode }) => episode.recordId))]
  const [known, facilities, taxonomy] = await Promise.all([
    findKnownRecords(tx, recordIds),
    knownFacilities.findKnownFacilities(tx),
    knownNeeds.findKnownNeeds(tx)
  ])
  const taken = given
    .flatMap((item) => ofKnownPerson(item, known.get(item.episode.recordId)))
    .map((item) => ({ ...item, refusal: item.refusal ?? whyNotThere(item, facilities) ?? whyNotNeed(item, taxonomy) }))
  const ids = taken.map(({ id }) => id)
  const standing = await findStanding(tx, ids)
  const added: Decision[] = []
  const changed: Decision[] = []
  const refused: (RowRefusal & { id: string })[] = []
  for (const item of taken) {
    const before = standing.get(item.id)
    const decided = item.refusal ?? (before ? bringUpToDate(context, before, item) : begin(context, item))
    if (decided === null) continue
    if ('reason' in decided) refused.push({ id: item.id, ...decided })
    else (before ? changed : added).push(decided)
  }
  await write(context, added, changed)
  const over = changed.map(({ episode }) => episode).filter(({ closedAt }) => closedAt)
  await record(tx, context, ...(await endWithEpisode(tx, context, over)))
  const ahead = given.filter(({ episode }) => !known.has(episode.recordId)).map(({ id }) => id)
  return { added: added.length, changed: changed.length, ahead, refused }
}

/** Why someone cannot have been met where the row says, or be heard in the court it names. */
function whyNotThere({ episode, parts }: GivenEpisode, facilities: KnownFacilities): RowRefusal | null {
  const answers = [
    { column: 'facility', reason: whyNotMeetAt(facilities, episode) },
    ...hearingsOf(parts).map(({ column, courtId, hearingOn }) => ({ column, reason: whyNotHear(facilities.get(courtId), hearingOn) }))
  ]
  return answers.flatMap(({ column, reason }) => (reason ? [{ column, reason }] : []))[0] ?? null
}

function whyNotNeed({ needs }: GivenEpisode, taxonomy: ReadonlySet<string>): RowRefusal | null {
  const reason = whyNotOfTaxonomy(
    taxonomy,
    needs.map(({ code }) => code)
  )
  return reason === null ? null : { column: 'needs', reason }
}

async function write(context: Context, added: readonly Decision[], changed: readonly Decision[]): Promise<void> {
  const tx = context.db
  const all = [...added, ...changed]
  const episodesOf = (decisions: readonly Decision[]) => decisions.map(({ episode }) => episode)
  const needsOf = (kind: 'addedNeeds' | 'changedNeeds') => all.flatMap((decision) => decision[kind])
  // Sent without waiting for each other: the connection keeps their order, and the next is made while the database does the last.
  await Promise.all([
    insertEpisodes(tx, episodesOf(added)),
    updateEpisodes(tx, episodesOf(changed)),
    insertNeeds(tx, needsOf('addedNeeds')),
    updateNeeds(tx, needsOf('changedNeeds')),
    writeParts(
      tx,
      all.flatMap(({ parts }) => parts)
    ),
    record(tx, context, ...all.flatMap(({ events }) => events))
  ])
}

async function findStanding(tx: Database, ids: readonly string[]): Promise<Map<string, StandingEpisode>> {
  const episodes = await findEpisodesForChange(tx, ids)
  if (episodes.length === 0) return new Map()
  const standingIds = episodes.map(({ id }) => id)
  const needs = Map.groupBy(await findEveryNeed(tx, standingIds), (row) => row.episodeId)
  const partsOf = await findParts(tx, standingIds)
  return new Map(episodes.map((episode) => [episode.id, { episode, needs: needs.get(episode.id) ?? [], parts: partsOf(episode.id) }]))
}

function begin(context: Context, { episode: given, needs, parts }: GivenEpisode): Decision | RowRefusal {
  const refusal = whyNotParts(given, parts, context)
  if (refusal) return refusal
  const standing: Parts = new Map()
  const news = findPartNews(given, { standing, given: parts })
  if ('reason' in news) return news
  const episode = withPartNews(given, news, standing)
  const events = eventsOfSteps({ ...episode, version: 0 }, { needs, parts: news, happened: allSteps.filter((step) => says(steps, episode, step)) })
  return { episode: { ...episode, version: events.length }, addedNeeds: needs, changedNeeds: [], parts: news, events }
}

/** What a row changes in an episode that stands: null for nothing, a refusal where it may not. */
function bringUpToDate(context: Context, standing: StandingEpisode, { episode, needs, parts, isDated }: GivenEpisode): Decision | RowRefusal | null {
  const given = withStandingTimes(standing.episode, episode, isDated)
  const { closedBy, reopenedBy } = standing.episode
  // Whoever reopened it wrote its closing last.
  const { changed, staffs } = changedSteps<EpisodeRow, Step>(steps, { ...standing.episode, closedBy: closedBy ?? reopenedBy }, given)
  if (staffs.length > 0) return { column: columnsOf(staffs, columnNames), reason: changedByStaff }
  const { added: addedNeeds, changed: changedNeeds, ...need } = findNeedChanges(standing.needs, needs)
  if (need.isStaffs) return { column: 'needs', reason: changedByStaff }
  const partNews = findPartNews(standing.episode, { standing: standing.parts, given: parts })
  if ('reason' in partNews) return partNews
  const news = [...addedNeeds, ...changedNeeds]
  if (changed.length + news.length + partNews.length === 0) return null
  const inError = whyNotDoInError(standing.episode, null)
  if (inError) return { column: '', reason: inError }

  const ofSteps = withoutReplaced(withSteps<EpisodeRow, Step>(steps, { standing: standing.episode, given }, changed), given)
  const merged = withPartNews(ofSteps, partNews, standing.parts)
  const refusal =
    whyNotFollow({ standing: standing.episode, given, episode: merged, changed, needs: news, done: doneIn(standing.parts) }, context.clock.now()) ??
    whyNotParts(merged, parts, context)
  if (refusal) return refusal
  const events = eventsOfSteps(merged, { needs: news, parts: partNews, happened: changed })
  return { episode: { ...merged, version: merged.version + Math.max(1, events.length) }, addedNeeds, changedNeeds, parts: partNews, events }
}
