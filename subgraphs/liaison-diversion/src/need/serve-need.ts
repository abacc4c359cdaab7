import { refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { findReferral, setNeed } from '../onward-referral/onward-referral.store.ts'
import { findNeed } from './need.store.ts'

/** Says which need an onward referral serves. */
export function serveNeed(context: Context, input: EpisodeChange & { needId: string; onwardReferralId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'serve-need', input }, async (tx, episode) => {
    const need = (await findNeed(tx, episode.id, input.needId)) ?? refuse('NOT_FOUND', 'There is no such need in this episode.')
    const referral = await findReferral(tx, episode.id, input.onwardReferralId)
    if (!referral) return refuse('NOT_FOUND', 'No such referral was sent in this episode. If it was sent a moment ago, try again in a second.')
    await setNeed(tx, referral.id, need.id)
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { needId: need.id, needCode: need.code, onwardReferralId: referral.id }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.need-served', at: null, facts }))
    return changed
  })
}
