import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findChangesOfEpisodes } from './history.store.ts'

export function createHistoryLoaders(db: Database) {
  return {
    changesOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findChangesOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
