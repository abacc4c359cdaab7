import { writtenOverIn } from '@throughcare/kit/correction.rules'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { needFields, whyNotReview, type NeedReview, type NeedStatus } from './need.rules.ts'
import { findNeed, updateNeeds } from './need.store.ts'

export type ReviewInput = { needId: string; status: NeedStatus; statusAt?: Date | null }

/** Records what became of a need. It may come after the closing: services answer late. */
export function reviewNeed(context: Context, input: EpisodeChange & ReviewInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'review-need', input }, async (tx, episode) => {
    const now = context.clock.now()
    const at = input.statusAt ?? now
    const need = (await findNeed(tx, episode.id, input.needId)) ?? refuse('NOT_FOUND', 'There is no such need in this episode.')
    mustPermit(whyNotReview(need, input.status, { at, now }))
    const written = { [needFields[input.status as NeedReview]]: at }
    await updateNeeds(tx, [{ ...need, ...written, reviewedBy: context.principal.subject, version: need.version + 1 }])
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { needId: need.id, needCode: need.code, status: input.status }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.need-reviewed', at, facts }))
    return { episode: changed, corrections: writtenOverIn('needs', need, written) }
  })
}
