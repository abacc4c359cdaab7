import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findAllocationsOfEpisodes } from './allocation.store.ts'

export function createAllocationLoaders(db: Database) {
  return {
    allocationsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findAllocationsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
