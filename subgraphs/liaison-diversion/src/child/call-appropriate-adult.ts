import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotCall, whyNotCallSince } from './appropriate-adult.rules.ts'
import { insertAppropriateAdult, type AppropriateAdultRow } from './appropriate-adult.store.ts'

/** Records that an appropriate adult was called. */
export function callAppropriateAdult(
  context: Context,
  input: EpisodeChange & Pick<AppropriateAdultRow, 'reason' | 'who'> & { calledAt?: Date | null }
): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'call-appropriate-adult', input }, async (tx, episode) => {
    const { reason, who } = input
    const now = context.clock.now()
    const calledAt = input.calledAt ?? now
    mustPermit(whyNotCallSince(episode, calledAt) ?? whyNotCall(episode, reason, { at: calledAt, now }))
    const row: AppropriateAdultRow = { ...correctablePartOf(context, episode), reason, who, calledAt, arrivedAt: null, arrivalRecordedBy: null }
    await insertAppropriateAdult(tx, row)
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, callEvent(changed, row))
    return changed
  })
}

export function callEvent(episode: EpisodeRow, { id, reason, calledAt }: AppropriateAdultRow) {
  return toEvent(episode, { type: 'liaison-diversion.appropriate-adult-called', at: calledAt, facts: { appropriateAdultId: id, reason } })
}
