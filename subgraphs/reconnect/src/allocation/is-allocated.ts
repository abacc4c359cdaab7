import type { Database } from '@throughcare/kit/db'
import { findAllocationsOfEpisodes } from './allocation.store.ts'

/** Whether an allocation of somebody to an episode stands, on either side of the gate, accepted or not. */
export async function isAllocated(tx: Database, episodeId: string, subject: string): Promise<boolean> {
  const allocations = await findAllocationsOfEpisodes(tx, [episodeId])
  return allocations.some(({ workerId, endedAt }) => workerId === subject && endedAt === null)
}
