import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotAllocate } from './allocation.rules.ts'
import { findAllocationsOfEpisodes, insertAllocations, type AllocationRow } from './allocation.store.ts'

/** Allocates a worker on one side of the gate. Whoever stands there stays until the new one accepts. */
export function allocateWorker(context: Context, input: EpisodeChange & Pick<AllocationRow, 'side' | 'workerId'>): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'allocate-worker', input }, async (tx, episode) => {
    const { side } = input
    const workerId = input.workerId.trim()
    const allocatedAt = context.clock.now()
    const standing = await findAllocationsOfEpisodes(tx, [episode.id])
    mustPermit(whyNotAllocate(episode, { side, workerId, allocatedAt, standing }))
    const row: AllocationRow = { ...partOf(context, episode), side, workerId, allocatedAt, acceptedAt: null, endedAt: null }
    await insertAllocations(tx, [row])
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, allocatedEvent(changed, row))
    return changed
  })
}

export function allocatedEvent(row: EpisodeRow, { id: allocationId, side, workerId, allocatedAt }: AllocationRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.worker-allocated' as const, occurredAt: allocatedAt, payload: { ...episode, side, allocationId, workerId } }
}
