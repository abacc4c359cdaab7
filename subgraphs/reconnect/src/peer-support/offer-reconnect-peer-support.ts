import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotOffer } from './peer-support.rules.ts'
import { insertOffers, type PeerOfferRow } from './peer-support.store.ts'

type OfferInput = Pick<PeerOfferRow, 'answer'> & { offeredAt?: Date | null }

/** Records that peer support was offered, and what the person said. */
export function offerReconnectPeerSupport(context: Context, input: EpisodeChange & OfferInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'offer-reconnect-peer-support', input }, async (tx, episode) => {
    const { answer } = input
    const offeredAt = input.offeredAt ?? context.clock.now()
    const row = offer(context, episode, { offeredAt, answer })
    await insertOffers(tx, [row])
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, offerEvent(changed, row))
    return changed
  })
}

/** The offer that is added; refuses one before the referral or in the future. */
export function offer(
  context: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { offeredAt, answer }: Pick<PeerOfferRow, 'offeredAt' | 'answer'>
): PeerOfferRow {
  mustPermit(whyNotOffer(episode, offeredAt, context.clock.now()))
  return { ...partOf(context, episode), offeredAt, answer }
}

export function offerEvent(row: EpisodeRow, { offeredAt, answer }: PeerOfferRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.peer-support-offered' as const, occurredAt: offeredAt, payload: { ...episode, answer } }
}
