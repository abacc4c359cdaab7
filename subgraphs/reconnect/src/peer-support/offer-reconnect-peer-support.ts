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
    mustPermit(whyNotOffer(episode, offeredAt, context.clock.now()))
    await insertOffers(tx, [{ ...partOf(context, episode), offeredAt, answer }])
    const changed = await updateEpisode(tx, episode.id, {})
    const { episode: pointer, ...subject } = ofEpisode(changed)
    await record(tx, context, { type: 'reconnect.peer-support-offered', ...subject, occurredAt: offeredAt, payload: { ...pointer, answer } })
    return changed
  })
}
