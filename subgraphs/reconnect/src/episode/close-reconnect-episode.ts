import { whyNotDied, whyNotInError } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import { mustPermit } from '@throughcare/kit/errors'
import { londonDate } from '@throughcare/kit/clock'
import type { ClosureReason } from '../../db/codes.ts'
import { record } from '../change.ts'
import { findContactsOfEpisodes } from '../contact/contact.store.ts'
import type { Context } from '../context.ts'
import { findTransfersOfEpisodes } from '../custody/prison-transfer.store.ts'
import { handOver } from '../eligibility/hand-over.ts'
import { findGoalsOfEpisodes } from '../goal/goal.store.ts'
import { findNeedsOfEpisodes } from '../need/need.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { endWithEpisode } from '../peer-support/end-with-episode.ts'
import { findOffersOfEpisodes } from '../peer-support/peer-support.store.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from './change-episode.ts'
import { partsDone } from './episode-parts.rules.ts'
import { stepsDone, whyNotClose, whyNotCloseThen, whyNotNeedsMet, type Done } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { withdrawalEvent } from './withdrawal-event.ts'

export type ClosureInput = { reason: ClosureReason; closedAt?: Date | null }

/** Closes an episode with a reason, and ends its peer support; where another service takes over, with the onward referral by which it does. One that was recorded in error was no referral. */
export function closeReconnectEpisode(context: Context, input: EpisodeChange & ClosureInput & { handoverReferralId?: string | null }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'close-reconnect-episode', input }, async (tx, episode) => {
    const changes = close(context, episode, input)
    mustPermit(whyNotNeedsMet(episode, input.reason))
    if (input.reason === 'DIED') mustPermit(whyNotDied(episode, londonDate(changes.closedAt)))
    mustPermit(whyNotCloseThen(changes.closedAt, await findPartsDone(tx, episode)))
    const isInError = input.reason === 'RECORDED_IN_ERROR'
    if (isInError) await mustBeInError(tx, episode)
    const handover = await handOver(tx, episode.id, input)
    const closed = await updateEpisode(tx, episode.id, { ...changes, ...(episode.declinedAt ? {} : handover) })
    const endings = await endWithEpisode(tx, context, [closed])
    await record(tx, context, closureEvent(closed), ...endings, ...(isInError ? [withdrawalEvent(closed, 'referral-received', null)] : []))
    return closed
  })
}

async function findPartsDone(tx: Database, { id }: EpisodeRow): Promise<Done[]> {
  const [needs, goals, contacts, offers, transfers] = await Promise.all([
    ...([findNeedsOfEpisodes(tx, [id]), findGoalsOfEpisodes(tx, [id]), findContactsOfEpisodes(tx, [id])] as const),
    ...([findOffersOfEpisodes(tx, [id]), findTransfersOfEpisodes(tx, [id])] as const)
  ])
  return partsDone({ needs, goals, contacts, offers, transfers })
}

async function mustBeInError(tx: Database, { id }: EpisodeRow): Promise<void> {
  mustPermit(whyNotInError(await findNeedsOfEpisodes(tx, [id]), await onwardReferrals.findReferralsOfEpisodes(tx, [id])))
}

/** What a closing changes in an episode; refuses it before the acceptance or a step since, and a reason that the dates speak against. */
export function close({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { reason, closedAt }: ClosureInput) {
  const at = closedAt ?? clock.now()
  mustPermit(whyNotClose(episode, { reason, closedAt: at, closedOn: londonDate(at) }, clock.now()) ?? whyNotCloseThen(at, stepsDone(episode)))
  return { closedAt: at, closedBy: principal.subject, closureReason: reason }
}

export function closureEvent(row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  const payload = { ...episode, reason: row.closureReason ?? '' }
  return { ...subject, type: 'reconnect.episode-closed' as const, occurredAt: row.closedAt ?? undefined, payload }
}
