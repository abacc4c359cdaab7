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
  return changeEpisode(context, { action: 'explain-unmet-reconnect-need', input }, async (tx, episode) => {
    const needs = await findNeedsOfEpisodes(tx, [episode.id])
    const need = needs.find(({ id }) => id === input.needId) ?? refuse('NOT_FOUND', 'There is no such need in this episode.')
    const referrals = await onwardReferrals.findReferralsOfEpisodes(tx, [episode.id])
    mustPermit(whyNotOpen(episode) ?? whyNotExplain(need, referrals))
    const explained = explain(context, need, { reason: input.reason })
    await updateNeeds(tx, [{ ...explained, version: need.version + 1 }])
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, needExplainedEvent(changed, explained))
    return changed
  })
}

/** A need with the reason why the person was not referred on for it. */
export function explain(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  need: NeedRow,
  { reason, at = clock.now() }: Pick<Explanation, 'reason'> & { at?: Date }
): NeedRow {
  return { ...need, noReferralAt: at, noReferralBy: principal.subject, noReferralReason: reason }
}

export function needExplainedEvent(row: EpisodeRow, { id, noReferralAt }: NeedRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.unmet-need-explained' as const, occurredAt: noReferralAt ?? undefined, payload: { ...episode, needId: id } }
}
