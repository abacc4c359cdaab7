import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotArrive } from './appropriate-adult.rules.ts'
import { findAppropriateAdult, updateAppropriateAdult, type AppropriateAdultRow } from './appropriate-adult.store.ts'

/** Records that an appropriate adult arrived. */
export function recordAppropriateAdultArrival(
  context: Context,
  input: EpisodeChange & { appropriateAdultId: string; arrivedAt?: Date | null }
): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-appropriate-adult-arrival', input }, async (tx, episode) => {
    const now = context.clock.now()
    const arrivedAt = input.arrivedAt ?? now
    const called = (await findAppropriateAdult(tx, episode.id, input.appropriateAdultId)) ?? refuse('NOT_FOUND', 'No such call is recorded in this episode.')
    mustPermit(whyNotArrive(called, arrivedAt, now))
    await updateAppropriateAdult(tx, called.id, { arrivedAt, arrivalRecordedBy: context.principal.subject })
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, arrivalEvent(changed, { id: called.id, arrivedAt }))
    return changed
  })
}

export function arrivalEvent(episode: EpisodeRow, { id, arrivedAt }: Pick<AppropriateAdultRow, 'id' | 'arrivedAt'>) {
  return toEvent(episode, { type: 'liaison-diversion.appropriate-adult-arrived', at: arrivedAt, facts: { appropriateAdultId: id } })
}
