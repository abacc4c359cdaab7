import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotOffer } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'

/** Records that a screening was offered. */
export function offerScreening(context: Context, input: EpisodeChange & { offeredAt?: Date | null }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'offer-screening', input }, async (tx, episode) => {
    const offered = await updateEpisode(tx, episode.id, offer(context, episode, input))
    await record(tx, context, offerEvent(offered))
    return offered
  })
}

/** What an offer changes in an episode; refuses a second one, and one to somebody who was seen or not to be seen. */
export function offer({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { offeredAt }: { offeredAt?: Date | null }) {
  const at = offeredAt ?? clock.now()
  mustPermit(whyNotOffer(episode, at, clock.now()))
  return { screeningOfferedAt: at, screeningOfferedBy: principal.subject }
}

export function offerEvent(episode: EpisodeRow) {
  return toEvent(episode, { type: 'liaison-diversion.screening-offered', at: episode.screeningOfferedAt, facts: {} })
}
