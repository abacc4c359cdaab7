import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'

/** Says which need an onward referral serves. */
export function serveNeed(context: Context, input: EpisodeChange & { needId: string; onwardReferralId: string }): Promise<EpisodeRow> {
  const { needId, onwardReferralId } = input
  return changeEpisode(context, { action: 'serve-need', input }, async (tx, episode) => {
    const need = await onwardReferrals.serveNeed(tx, episode.id, input)
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { needId, needCode: need.code, onwardReferralId }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.need-served', at: null, facts }))
    return changed
  })
}
