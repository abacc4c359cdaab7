import type { Database } from '@throughcare/kit/db'
import type { Taken } from '@throughcare/kit/import'
import { changedByStaff, changedSteps, says, withSteps, type Steps } from '@throughcare/kit/import-steps'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { needEvent } from '../need/identify-need.ts'
import { findNeedsOfEpisodes, insertNeeds, updateNeeds, type NeedRow } from '../need/need.store.ts'
import { closureEvent } from './close-liaison-diversion-episode.ts'
import { whyNotScreen, whyNotUnseen } from './episode.rules.ts'
import { findEpisodesForChange, findKnownRecords, insertEpisodes, updateEpisodes, type EpisodeRow } from './episode.store.ts'
import { referralEvent } from './receive-referral.ts'
import { diversionEvent } from './record-diversion.ts'
import { notSeenEvent } from './record-not-seen.ts'
import { screeningEvent } from './record-screening.ts'

/** An episode as a source system has it, already through the rules of its verbs. */
export type GivenEpisode = { id: string; episode: EpisodeRow; needs: NeedRow[] }

const steps = {
  referral: { fields: ['receivedAt', 'recordId', 'facilityId', 'setting', 'source'], by: 'recordedBy' },
  screening: { fields: ['screenedAt', 'screeningOutcome', 'screeningRisk'], by: 'screenedBy' },
  notSeen: { fields: ['notSeenAt', 'notSeenReason'], by: 'notSeenBy' },
  diversion: { fields: ['diversionAt', 'outcome'], by: 'diversionBy' },
  closure: { fields: ['closedAt', 'closureReason'], by: 'closedBy' }
} as const satisfies Steps<EpisodeRow>

type Step = keyof typeof steps
const allSteps = Object.keys(steps) as Step[]

type Decision = { episode: EpisodeRow; addedNeeds: NeedRow[]; changedNeeds: NeedRow[]; events: ReturnType<typeof eventsOf> }

/**
 * Writes many episodes of a source system down. What an earlier run wrote is brought up to date; what the source no longer says stays;
 * what staff recorded here stands, and a row that contradicts it is refused.
 */
export async function receiveEpisodes(context: Context, given: readonly GivenEpisode[]): Promise<Required<Taken>> {
  const tx = context.db
  const known = await findKnownRecords(tx, [...new Set(given.map(({ episode }) => episode.recordId))])
  const taken = given.filter(({ episode }) => known.has(episode.recordId))
  const { standing, needs } = await findStanding(
    tx,
    taken.map(({ id }) => id)
  )
  const added: Decision[] = []
  const changed: Decision[] = []
  const refused: { id: string; reason: string }[] = []
  for (const item of taken) {
    const before = standing.get(item.id)
    const decided = before ? bringUpToDate(before, needs.get(item.id) ?? [], item) : begin(item)
    if (decided === null) continue
    if ('reason' in decided) refused.push({ id: item.id, reason: decided.reason })
    else (before ? changed : added).push(decided)
  }
  await write(context, added, changed)
  const ahead = given.filter(({ episode }) => !known.has(episode.recordId)).map(({ id }) => id)
  return { added: added.length, changed: changed.length, ahead, refused }
}

async function write(context: Context, added: readonly Decision[], changed: readonly Decision[]): Promise<void> {
  const tx = context.db
  const all = [...added, ...changed]
  await insertEpisodes(
    tx,
    added.map(({ episode }) => episode)
  )
  await updateEpisodes(
    tx,
    changed.map(({ episode }) => episode)
  )
  await insertNeeds(
    tx,
    all.flatMap(({ addedNeeds }) => addedNeeds)
  )
  await updateNeeds(
    tx,
    all.flatMap(({ changedNeeds }) => changedNeeds)
  )
  await record(tx, context, ...all.flatMap(({ events }) => events))
}

async function findStanding(tx: Database, ids: readonly string[]): Promise<{ standing: Map<string, EpisodeRow>; needs: Map<string, NeedRow[]> }> {
  const standing = new Map((await findEpisodesForChange(tx, ids)).map((row) => [row.id, row]))
  const needs = standing.size > 0 ? await findNeedsOfEpisodes(tx, [...standing.keys()]) : []
  return { standing, needs: Map.groupBy(needs, (row) => row.episodeId) }
}

function begin({ episode, needs }: GivenEpisode): Decision {
  const events = eventsOf(
    { ...episode, version: 0 },
    needs,
    allSteps.filter((step) => says(steps, episode, step))
  )
  return { episode: { ...episode, version: events.length }, addedNeeds: needs, changedNeeds: [], events }
}

/** What a row changes in an episode that stands: null for nothing, a reason where it may not. */
function bringUpToDate(standing: EpisodeRow, standingNeeds: readonly NeedRow[], { episode, needs }: GivenEpisode): Decision | { reason: string } | null {
  const { changed, isStaffs } = changedSteps<EpisodeRow, Step>(steps, standing, episode)
  const reason = isStaffs ? changedByStaff : whyNotBecome(standing, episode, changed)
  if (reason) return { reason }

  const byCode = new Map(standingNeeds.map((row) => [row.code, row]))
  const addedNeeds = needs.filter((row) => !byCode.has(row.code))
  const changedNeeds = needs.flatMap((row) => {
    const before = byCode.get(row.code)
    return before && before.status !== row.status && before.recordedBy === row.recordedBy ? [{ ...before, status: row.status, version: before.version + 1 }] : []
  })
  if (changed.length + addedNeeds.length + changedNeeds.length === 0) return null
  const merged = withSteps<EpisodeRow, Step>(steps, { standing, given: episode }, changed)
  const events = eventsOf(merged, [...addedNeeds, ...changedNeeds], changed)
  return { episode: { ...merged, version: standing.version + events.length }, addedNeeds, changedNeeds, events }
}

/** Nobody is both seen and not seen in one episode. Closing is left out of it: a source may close and correct at once. */
function whyNotBecome(standing: EpisodeRow, given: EpisodeRow, changed: readonly Step[]): string | null {
  const asOpen = { ...standing, closedAt: null }
  if (changed.includes('notSeen')) return whyNotUnseen(asOpen)
  return changed.includes('screening') && standing.notSeenAt && given.screenedAt ? whyNotScreen(asOpen, given.screenedAt, given.screenedAt) : null
}

/** One event a step, each the next version of the episode after `episode.version`. */
function eventsOf(episode: EpisodeRow, needs: readonly NeedRow[], happened: readonly Step[]) {
  const events = [
    ...(happened.includes('referral') ? [referralEvent(episode)] : []),
    ...(happened.includes('screening') ? [screeningEvent(episode)] : []),
    ...(happened.includes('notSeen') ? [notSeenEvent(episode)] : []),
    ...needs.map((row) => needEvent(episode, row)),
    ...(happened.includes('diversion') ? [diversionEvent(episode)] : []),
    ...(happened.includes('closure') ? [closureEvent(episode)] : [])
  ]
  return events.map((event, place) => ({ ...event, subjectVersion: episode.version + place + 1 }))
}
