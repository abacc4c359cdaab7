import type { Database } from '@throughcare/kit/db'
import type { Taken } from '@throughcare/kit/import'
import { changedByStaff, changedSteps, says, withSteps, type Steps } from '@throughcare/kit/import-steps'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { needEvent } from '../need/identify-needs.ts'
import { findNeedsOfEpisodes, insertNeeds, updateNeeds, type NeedRow } from '../need/need.store.ts'
import { closureEvent } from './close-liaison-diversion-episode.ts'
import { findNeedChanges, whyNotFollow, withStandingTimes, withoutReplaced, type RowRefusal } from './episode-import.rules.ts'
import { whyTooYoung } from '../child/age.rules.ts'
import { diversionFields, whyNotOfPerson, type DiversionOutcome } from './episode.rules.ts'
import { findKnownRecords, type KnownRecord } from '../known-record/known-record.store.ts'
import { findEpisodesForChange, insertEpisodes, updateEpisodes, type EpisodeRow } from './episode.store.ts'
import { offerEvent } from './offer-screening.ts'
import { ofPerson, referralEvent } from './receive-referral.ts'
import { disposalEvent } from './record-custody-disposal.ts'
import { diversionEvent } from './record-diversion.ts'
import { notSeenEvent } from './record-not-seen.ts'
import { screeningEvent } from './record-screening.ts'

/** An episode as a source system has it, already through the rules of its verbs. `isDated` tells what it gives a time of its own. */
export type GivenEpisode = { id: string; episode: EpisodeRow; needs: NeedRow[]; isDated: { notSeen: boolean; outcome: boolean } }

type StandingEpisode = { episode: EpisodeRow; needs: NeedRow[] }

const steps = {
  referral: { fields: ['receivedAt', 'recordId', 'facilityId', 'setting', 'source', 'offenceGroup', 'custodyClockStartedAt'], by: 'recordedBy' },
  offer: { fields: ['screeningOfferedAt'], by: 'screeningOfferedBy' },
  screening: { fields: ['screenedAt', 'screeningOutcome', 'screeningRisk', 'screeningUrgency'], by: 'screenedBy' },
  notSeen: { fields: ['notSeenAt', 'notSeenReason'], by: 'notSeenBy' },
  custodyDisposal: { fields: ['custodyDisposalAt', 'custodyDisposal'], by: 'custodyDisposalBy' },
  DIVERTED_OUT_OF_JUSTICE: { fields: ['divertedOutOfJusticeAt'], by: 'divertedOutOfJusticeBy' },
  SUPPORTED_WITHIN_JUSTICE: { fields: ['supportedWithinJusticeAt'], by: 'supportedWithinJusticeBy' },
  NOT_DIVERTED: { fields: ['notDivertedAt'], by: 'notDivertedBy' },
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
  const taken = given.flatMap((item) => ofKnownPerson(item, known.get(item.episode.recordId)))
  const ids = taken.map(({ id }) => id)
  const standing = await findStanding(tx, ids)
  const added: Decision[] = []
  const changed: Decision[] = []
  const refused: (RowRefusal & { id: string })[] = []
  for (const item of taken) {
    const before = standing.get(item.id)
    const decided = item.refusal ?? (before ? bringUpToDate(context, before, item) : begin(item))
    if (decided === null) continue
    if ('reason' in decided) refused.push({ id: item.id, ...decided })
    else (before ? changed : added).push(decided)
  }
  await write(context, added, changed)
  const ahead = given.filter(({ episode }) => !known.has(episode.recordId)).map(({ id }) => id)
  return { added: added.length, changed: changed.length, ahead, refused }
}

/** A row as it is of its person: with their date of birth and all that follows from it, or why it cannot be theirs. None while they are not known. */
function ofKnownPerson(item: GivenEpisode, known: KnownRecord | undefined): (GivenEpisode & { refusal: RowRefusal | null })[] {
  if (!known) return []
  const episode = ofPerson(item.episode, known)
  const { retentionClass, screenedAt } = episode
  const tooEarly = whyNotOfPerson(episode, known)
  const tooYoung = screenedAt && whyTooYoung(known.bornOn, screenedAt)
  const refusal = tooEarly ? { column: 'received_at', reason: tooEarly } : tooYoung ? { column: 'screened_at', reason: tooYoung } : null
  return [{ ...item, episode, needs: item.needs.map((need) => ({ ...need, retentionClass })), refusal }]
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
    record(tx, context, ...all.flatMap(({ events }) => events))
  ])
}

async function findStanding(tx: Database, ids: readonly string[]): Promise<Map<string, StandingEpisode>> {
  const standing = new Map((await findEpisodesForChange(tx, ids)).map((episode): [string, StandingEpisode] => [episode.id, { episode, needs: [] }]))
  if (standing.size === 0) return standing
  for (const row of await findNeedsOfEpisodes(tx, [...standing.keys()])) standing.get(row.episodeId)?.needs.push(row)
  return standing
}

function begin({ episode, needs }: GivenEpisode): Decision {
  const events = eventsOf(
    { ...episode, version: 0 },
    needs,
    allSteps.filter((step) => says(steps, episode, step))
  )
  return { episode: { ...episode, version: events.length }, addedNeeds: needs, changedNeeds: [], events }
}

/** What a row changes in an episode that stands: null for nothing, a refusal where it may not. */
function bringUpToDate(context: Context, standing: StandingEpisode, { episode, needs, isDated }: GivenEpisode): Decision | RowRefusal | null {
  const given = withStandingTimes(standing.episode, episode, isDated)
  const { changed, isStaffs } = changedSteps<EpisodeRow, Step>(steps, standing.episode, given)
  if (isStaffs) return { column: '', reason: changedByStaff }
  const { added: addedNeeds, changed: changedNeeds, ...need } = findNeedChanges(standing.needs, needs)
  if (need.isStaffs) return { column: 'needs', reason: changedByStaff }
  const news = [...addedNeeds, ...changedNeeds]
  if (changed.length + news.length === 0) return null

  const merged = withoutReplaced(withSteps<EpisodeRow, Step>(steps, { standing: standing.episode, given }, changed), given)
  const refusal = whyNotFollow({ standing: standing.episode, given, episode: merged, changed, needs: news }, context.clock.now())
  if (refusal) return refusal
  const events = eventsOf(merged, news, changed)
  return { episode: { ...merged, version: merged.version + events.length }, addedNeeds, changedNeeds, events }
}

/** One event a step, each the next version of the episode after `episode.version`. */
function eventsOf(episode: EpisodeRow, needs: readonly NeedRow[], happened: readonly Step[]) {
  const events = [
    ...(happened.includes('referral') ? [referralEvent(episode)] : []),
    ...(happened.includes('offer') ? [offerEvent(episode)] : []),
    ...(happened.includes('screening') ? [screeningEvent(episode)] : []),
    ...(happened.includes('notSeen') ? [notSeenEvent(episode)] : []),
    ...needs.map((row) => needEvent(episode, row)),
    ...(happened.includes('custodyDisposal') ? [disposalEvent(episode)] : []),
    ...(Object.keys(diversionFields) as DiversionOutcome[]).flatMap((outcome) => (happened.includes(outcome) ? [diversionEvent(episode, outcome)] : [])),
    ...(happened.includes('closure') ? [closureEvent(episode)] : [])
  ]
  return events.map((event, place) => ({ ...event, subjectVersion: episode.version + place + 1 }))
}
