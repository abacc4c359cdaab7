import type { Taken } from '@throughcare/kit/import'
import { says } from '@throughcare/kit/import-steps'
import type { KnownFacilities } from '@throughcare/kit/known-facilities'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { moveGateMeeting } from '../gate/gate.rules.ts'
import { whyNotHold } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { bringUpToDate, type GivenEpisode } from './bring-up-to-date.ts'
import type { RowRefusal } from './episode-import.rules.ts'
import { inStep } from './episode-parts.rules.ts'
import { eventsOfSteps, steps, type Step } from './events-of-steps.ts'
import { findKnownRecords } from './episode.store.ts'
import { endWithEpisode } from '../peer-support/end-with-episode.ts'
import { findLifetimes, findStanding, type StandingEpisode } from './find-standing.ts'
import { whyNotReferred, whyNotWithTheDead } from './of-known-person.rules.ts'
import { writeEpisodes, type Decision } from './write-episodes.ts'

/**
 * Writes many episodes of a source system down. What an earlier run wrote is brought up to date; what the source no longer says stays;
 * what staff recorded here stands, and a row that contradicts it is refused.
 */
export async function receiveEpisodes(context: Context, given: readonly GivenEpisode[]): Promise<Required<Taken>> {
  const tx = context.db
  const recordIds = [...new Set(given.map(({ episode }) => episode.recordId))]
  const [known, lifetimes, taxonomy] = await Promise.all([
    findKnownRecords(tx, recordIds),
    findLifetimes(
      tx,
      given.map(({ episode }) => episode)
    ),
    knownNeeds.findKnownNeeds(tx)
  ])
  const taken = given.filter(({ episode }) => known.has(episode.recordId))
  const ids = taken.map(({ id }) => id)
  const facilities = await knownFacilities.findKnownFacilities(tx)
  const standing = await findStanding(tx, ids, { withReferrals: taken.some(({ parts }) => parts.needs.some(({ noReferralAt }) => noReferralAt)) })
  const sentIn = await onwardReferrals.findEpisodesOf(
    tx,
    taken.flatMap(({ episode }) => episode.handoverReferralId ?? [])
  )
  const added: Decision[] = []
  const changed: Decision[] = []
  const refused: (RowRefusal & { id: string })[] = []
  for (const item of taken) {
    const before = standing.get(item.id)
    const person = lifetimes.get(item.episode.recordId)
    item.episode.diedOn = person?.diedOn ?? null
    const decided =
      whyNotHeld(facilities, item) ??
      whyNotNeeds(taxonomy, item) ??
      whyNotHandedOver(sentIn, item) ??
      whyNotReferred(item, person ?? {}, context.clock.now()) ??
      decide(context, before, item)
    if (decided === null) continue
    if ('reason' in decided) refused.push({ id: item.id, ...decided })
    else (before ? changed : added).push(decided)
  }
  await writeEpisodes(context, { added, changed })
  const over = changed.map(({ episode }) => episode).filter(({ closedAt, declinedAt }) => closedAt ?? declinedAt)
  await record(tx, context, ...(await endWithEpisode(tx, context, over)))
  const ahead = given.filter(({ episode }) => !known.has(episode.recordId)).map(({ id }) => id)
  return { added: added.length, changed: changed.length, ahead, refused }
}

/** Why a row names a place in which nobody is held, or to which nobody was moved. */
function whyNotHeld(facilities: KnownFacilities, { episode, parts }: GivenEpisode): RowRefusal | null {
  const atReferral = whyNotHold(facilities, episode.facilityId, null)
  if (atReferral) return { column: 'facility', reason: atReferral }
  const moved = parts.transfers.map(({ facilityId, transferredOn }) => whyNotHold(facilities, facilityId, transferredOn)).find((whyNot) => whyNot !== null)
  return moved ? { column: 'prison_transfers', reason: moved } : null
}

/** Why a row names a need that the taxonomy does not have. */
function whyNotNeeds(taxonomy: ReadonlySet<string>, { goals, parts }: GivenEpisode): RowRefusal | null {
  const named = { needs: parts.needs.map(({ code }) => code), goals: goals.map(({ needCode }) => needCode) }
  const answers = Object.entries(named).map(([column, codes]) => ({ column, reason: whyNotOfTaxonomy(taxonomy, codes) }))
  return answers.flatMap(({ column, reason }) => (reason ? [{ column, reason }] : []))[0] ?? null
}

/** Why a row names a handover that was sent in another episode. One that was not heard of yet is taken: its file may follow this one. */
function whyNotHandedOver(sentIn: ReadonlyMap<string, string>, { id, episode: { handoverReferralId } }: GivenEpisode): RowRefusal | null {
  const episodeId = sentIn.get(handoverReferralId ?? '')
  if (episodeId === undefined || episodeId === id) return null
  return { column: 'handover_referral_key', reason: 'That referral was sent in another episode, so it hands nobody over in this one. Correct the key.' }
}

function decide(context: Context, standing: StandingEpisode | undefined, given: GivenEpisode): Decision | RowRefusal | null {
  return standing ? bringUpToDate(context, standing, given) : (whyNotWithTheDead(given) ?? begin(context, given))
}

function begin(context: Context, { episode, plannedReleases, goals, parts: given }: GivenEpisode): Decision {
  const { allocations, ...told } = given
  const workers = { added: [...allocations], changed: [], accepted: allocations.filter(({ acceptedAt }) => acceptedAt) }
  const [needs, contacts, supplies] = [[...told.needs], [...told.contacts], [...told.supplies]]
  const parts = { needs, contacts, supplies, reviewedNeeds: [], explainedNeeds: [], offers: [...told.offers], transfers: [...told.transfers], workers }
  const children = { plannedReleases, goals, changedGoals: [], parts }
  const happened = (Object.keys(steps) as Step[]).filter((step) => says(steps, episode, step))
  const facilityId = told.transfers.at(-1)?.facilityId ?? episode.facilityId
  const met = episode.actualReleaseDate ? moveGateMeeting(episode, episode.actualReleaseDate) : {}
  const whole = { ...episode, facilityId, version: 0, ...inStep(episode, { goals, parts: given }), ...met }
  const events = eventsOfSteps(context, { episode: whole, ...children, happened, moves: parts.transfers })
  whole.version = events.length
  return { ...children, episode: whole, events }
}
