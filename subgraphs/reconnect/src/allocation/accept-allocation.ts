import { withRole } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { endedByAcceptance, isRelievedFor, whyNotAcceptAllocation } from './allocation.rules.ts'
import { acceptAllocationRow, endAllocations, findAllocationsOfEpisodes, type AllocationRow } from './allocation.store.ts'

/**
 * A worker accepts; whom they follow is relieved. After the release, the community worker's acceptance relieves the prison side. Nobody accepts
 * for another what relieves themselves. Whoever is employed elsewhere accepts for themselves alone, and may change no allocation but their own:
 * the others end in the room's own name.
 */
export function acceptAllocation(context: Context, input: EpisodeChange & { allocationId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'accept-allocation', input }, async (tx, episode) => {
    const standing = await findAllocationsOfEpisodes(tx, [episode.id])
    const allocation = standing.find(({ id }) => id === input.allocationId) ?? refuse('NOT_FOUND', 'There is no such allocation in this episode.')
    const { organisation, subject } = context.principal
    if (organisation !== episode.organisation && allocation.workerId !== subject)
      refuse('FORBIDDEN', 'This is the allocation of somebody else, who accepts it, or their team for them.')
    if (isRelievedFor(subject, allocation, standing))
      refuse('FORBIDDEN', 'This is the allocation of somebody else, and accepting it would end your own. They accept it, or another colleague for them.')
    const now = context.clock.now()
    mustPermit(whyNotAcceptAllocation(episode, allocation, now))
    await acceptAllocationRow(tx, allocation.id, now)
    const ended = endedByAcceptance(allocation, standing, { isReleased: episode.actualReleaseDate !== null })
    const endedIds = ended.map(({ id }) => id)
    await withRole(tx, 'system-reader', () => endAllocations(tx, endedIds, now))
    const changed = await updateEpisode(tx, episode.id, {})
    await record(
      tx,
      context,
      allocationAcceptedEvent(changed, { ...allocation, acceptedAt: now }),
      ...ended.map((row) => allocationEndedEvent(changed, { ...row, endedAt: now }))
    )
    return changed
  })
}

export function allocationAcceptedEvent(row: EpisodeRow, { side, acceptedAt }: AllocationRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.allocation-accepted' as const, occurredAt: acceptedAt ?? undefined, payload: { ...episode, side } }
}

export function allocationEndedEvent(row: EpisodeRow, { id: allocationId, endedAt }: AllocationRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.allocation-ended' as const, occurredAt: endedAt ?? undefined, payload: { ...episode, allocationId } }
}
