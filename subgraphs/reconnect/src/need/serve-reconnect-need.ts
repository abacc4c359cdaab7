import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'

/** Says which need an onward referral serves. */
export function serveReconnectNeed(context: Context, input: EpisodeChange & { needId: string; onwardReferralId: string }): Promise<EpisodeRow> {
  const { needId, onwardReferralId } = input
  return changeEpisode(context, { action: 'serve-reconnect-need', input }, async (tx, episode) => {
    mustPermit(whyNotOpen(episode))
    await onwardReferrals.serveNeed(tx, episode.id, input)
    const changed = await updateEpisode(tx, episode.id, {})
    const { episode: pointers, subject } = ofEpisode(changed)
    await record(tx, context, { ...subject, type: 'reconnect.need-served', payload: { ...pointers, needId, onwardReferralId } })
    return changed
  })
}
