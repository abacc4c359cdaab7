import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotAllocate } from './worklist.rules.ts'

/** Gives an episode to a member of staff, to another, or to nobody. */
export function allocateEpisode(context: Context, input: EpisodeChange & { worker?: string | null }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'allocate-episode', input }, async (tx, episode) => {
    const worker = input.worker?.trim() ?? null
    mustPermit(whyNotAllocate(episode, worker))
    const at = context.clock.now()
    const changed = await updateEpisode(tx, episode.id, { worker, allocatedAt: at, allocatedBy: context.principal.subject })
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.episode-allocated', at, facts: { worker } }))
    return changed
  })
}
