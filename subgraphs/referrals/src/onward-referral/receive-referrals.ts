import type { Taken } from '@throughcare/kit/import'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { isEpisodeOf, noSuchEpisode, whyNotReferIn, whyNotSendThen } from '../known-episode/known-episode.rules.ts'
import { findKnownEpisodes } from '../known-episode/known-episode.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { findKnownRecords } from '../known-record/known-record.store.ts'
import { keepManyFacts } from '../referral-facts/keep-facts.ts'
import type { ReferralFactsRow } from '../referral-facts/referral-facts.store.ts'
import { compareFacts, tellStanding } from '../referral-facts/tell-standing.ts'
import { insertAnswers } from '../service-answer/service-answer.store.ts'
import { acceptanceEvent } from './accept-onward-referral.ts'
import { episodeOf } from './change-onward-referral.ts'
import { refusalEvent } from './decline-onward-referral.ts'
import { endEvent } from './end-onward-referral.ts'
import { offerEvent } from './offer-first-appointment.ts'
import { findReferrals, findSuccessors, insertReferrals, type OnwardReferralRow } from './onward-referral.store.ts'
import { receiptEvent } from './receive-onward-referral.ts'
import { attendanceEvent } from './record-first-appointment.ts'
import { supportEvent } from './record-support-started.ts'
import { redirectionEvent } from './redirect-onward-referral.ts'
import { sendingEvent } from './send-onward-referral.ts'
import { withdrawalEvent } from './withdraw-onward-referral.ts'

// What happened to a referral after its sending: the field that says so, and the event it leaves.
const steps = [
  ['receivedAt', receiptEvent],
  ['acceptedAt', acceptanceEvent],
  ['declinedAt', refusalEvent],
  ['offeredAt', offerEvent],
  ['attendance', attendanceEvent],
  ['supportStartedAt', supportEvent],
  ['endedAt', endEvent],
  ['redirectedAt', redirectionEvent],
  ['withdrawnAt', withdrawalEvent]
] as const

const compared = ['sentAt', 'redirectedFrom', ...steps.map(([field]) => field)] as const

const movedOn = 'This referral stands here already and has moved on since. Record its next step here: the file and this room may not both keep it.'

const alreadyReplaced = 'Another referral stands here already in the place of the one this was redirected from. One can take its place.'

type Refusal = { id: string; column?: string; reason: string }

/** A referral of a source system, with what the service was told of the person. */
export type ReceivedReferral = OnwardReferralRow & { facts: ReferralFactsRow | null }

/**
 * Writes many referrals of a source system down. To one that stands as given comes what its service was not told yet of the person; one that
 * says otherwise is refused.
 */
export async function receiveReferrals(context: Context, given: readonly ReceivedReferral[]): Promise<Required<Taken>> {
  const tx = context.db
  const service = context.principal.service ?? refuse('FORBIDDEN', 'Only referrals of one of the two services are taken in.')
  const known = await findKnownRecords(tx, [...new Set(given.map((referral) => referral.recordId))], service)
  const taken = given.filter((referral) => known.has(referral.recordId))
  const standing = new Map(
    (
      await findReferrals(
        tx,
        taken.map((referral) => referral.id)
      )
    ).map((referral) => [referral.id, referral])
  )
  const faults: Refusal[] = [
    ...taken.filter((referral) => differs(referral, standing.get(referral.id))).map(({ id }) => ({ id, reason: movedOn })),
    ...(await findRivals(tx, taken)).map(({ id }) => ({ id, reason: alreadyReplaced })),
    ...(await refuseNew(
      tx,
      taken.filter(({ id }) => !standing.has(id))
    ))
  ]
  // A row is listed once, whatever else is wrong with it.
  const refusals = new Map(faults.toReversed().map((fault) => [fault.id, fault]))
  const added = taken.filter(({ id }) => !standing.has(id) && !refusals.has(id)).map(withVersion)
  const told = await compareFacts(
    tx,
    taken.filter(({ id }) => !refusals.has(id)),
    standing
  )
  // Sent without waiting for each other: the connection keeps their order, and the next is made while the database does the last.
  await Promise.all([
    insertReferrals(tx, added),
    keepManyFacts(
      tx,
      added.flatMap(({ facts }) => facts ?? [])
    ),
    insertAnswers(tx, added),
    record(tx, context, ...added.flatMap(eventsOf))
  ])
  await tellStanding(tx, context, told.untold)
  const ahead = given.filter((referral) => !known.has(referral.recordId)).map(({ id }) => id)
  return { added: added.length, changed: told.untold.length, refused: [...refusals.values(), ...told.refused], ahead }
}

async function refuseNew(tx: Database, given: readonly OnwardReferralRow[]): Promise<Refusal[]> {
  return [...refuseNeeds(await knownNeeds.findKnownNeeds(tx), given), ...(await refuseEpisodes(tx, given))]
}

/** Referrals for a need that the taxonomy does not have. One that stands was taken before the room had heard of the taxonomy, and stays. */
function refuseNeeds(taxonomy: ReadonlySet<string>, given: readonly OnwardReferralRow[]): Refusal[] {
  return given.flatMap(({ id, needCode }) => {
    const reason = whyNotOfTaxonomy(taxonomy, [needCode])
    return reason ? [{ id, column: 'need', reason }] : []
  })
}

/** Referrals in an episode of somebody else, or that a source goes on with, though it was recorded in error; those it took back by itself are history. */
async function refuseEpisodes(tx: Database, given: readonly OnwardReferralRow[]): Promise<Refusal[]> {
  const open = given.filter(({ withdrawnAt }) => !withdrawnAt)
  const known = await findKnownEpisodes(tx, [...new Set(open.map(episodeOf))])
  return open.flatMap((referral): Refusal[] => {
    const told = known.get(episodeOf(referral))
    if (!isEpisodeOf(told, referral)) return [{ id: referral.id, column: 'episode_key', reason: noSuchEpisode }]
    const [inError, early] = told ? [whyNotReferIn(told), referral.sentAt && whyNotSendThen(told, referral.sentAt)] : []
    if (inError) return [{ id: referral.id, reason: inError }]
    return early ? [{ id: referral.id, column: 'sent_at', reason: early }] : []
  })
}

/** Referrals that would take a place which another has taken. */
async function findRivals(tx: Database, given: readonly OnwardReferralRow[]): Promise<OnwardReferralRow[]> {
  const places = [...new Set(given.flatMap(({ redirectedFrom }) => redirectedFrom ?? []))]
  if (places.length === 0) return []
  const takers = new Map((await findSuccessors(tx, places)).map(({ redirectedFrom, id }) => [redirectedFrom, id]))
  return given.filter(({ redirectedFrom, id }) => {
    if (redirectedFrom === null) return false
    const taker = takers.get(redirectedFrom)
    if (taker === undefined) takers.set(redirectedFrom, id)
    return taker !== undefined && taker !== id
  })
}

/** Each step is a version of its own, as if it had been recorded here. */
function withVersion<Row extends OnwardReferralRow>(referral: Row): Row {
  return { ...referral, version: 1 + steps.filter(([field]) => referral[field] !== null).length }
}

function eventsOf(referral: OnwardReferralRow) {
  const happened = steps.filter(([field]) => referral[field] !== null)
  return [sendingEvent({ ...referral, version: 1 }), ...happened.map(([, event], place) => event({ ...referral, version: place + 2 }))]
}

function differs(given: OnwardReferralRow, standing: OnwardReferralRow | undefined): boolean {
  return standing !== undefined && compared.some((field) => given[field] !== null && String(given[field]) !== String(standing[field]))
}
