import { mustPermit, refuse } from '@throughcare/kit/errors'
import { whyNotExplain } from '@throughcare/kit/onward-referral.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { withStatus } from './need.rules.ts'
import { findNeed, updateNeeds, type NeedRow } from './need.store.ts'

/** Records why the person was not referred on for a need. */
export function explainUnmetNeed(
  context: Context,
  input: EpisodeChange & { needId: string; reason: NonNullable<NeedRow['noReferralReason']> }
): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'explain-unmet-need', input }, async (tx, episode) => {
    const need = (await findNeed(tx, episode.id, input.needId)) ?? refuse('NOT_FOUND', 'There is no such need in this episode.')
    mustPermit(whyNotExplain(withStatus(need), await onwardReferrals.findReferralsOfEpisodes(tx, [episode.id])))
    const explained = { noReferralAt: context.clock.now(), noReferralBy: context.principal.subject, noReferralReason: input.reason }
    await updateNeeds(tx, [{ ...need, ...explained, version: need.version + 1 }])
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { needId: need.id, needCode: need.code, reason: input.reason }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.unmet-need-explained', at: null, facts }))
    return changed
  })
}
