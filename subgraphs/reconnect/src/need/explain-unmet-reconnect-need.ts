import { mustPermit, refuse } from '@throughcare/kit/errors'
import { whyNotExplain } from '@throughcare/kit/onward-referral.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import { findNeedsOfEpisodes, updateNeeds, type NeedRow } from './need.store.ts'

type Explanation = { needId: string; reason: NonNullable<NeedRow['noReferralReason']> }

/** Records why the person was not referred on for a need. */
export function explainUnmetReconnectNeed(context: Context, input: EpisodeChange & Explanation): Promise<EpisodeRow> {
  const { principal, clock } = context
  return changeEpisode(context, { action: 'explain-unmet-reconnect-need', input }, async (tx, episode) => {
    const needs = await findNeedsOfEpisodes(tx, [episode.id])
    const need = needs.find(({ id }) => id === input.needId) ?? refuse('NOT_FOUND', 'There is no such need in this episode.')
    mustPermit(whyNotOpen(episode) ?? whyNotExplain(need, await onwardReferrals.findReferralsOfEpisodes(tx, [episode.id])))
    const explained = { noReferralAt: clock.now(), noReferralBy: principal.subject, noReferralReason: input.reason }
    await updateNeeds(tx, [{ ...need, ...explained, version: need.version + 1 }])
    const changed = await updateEpisode(tx, episode.id, {})
    const { episode: pointers, ...subject } = ofEpisode(changed)
    await record(tx, context, { type: 'reconnect.unmet-need-explained', ...subject, payload: { ...pointers, needId: need.id } })
    return changed
  })
}
