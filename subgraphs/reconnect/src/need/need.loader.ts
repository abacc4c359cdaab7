import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findNeedsOfEpisodes } from './need.store.ts'

export function createNeedLoaders(db: Database) {
  return {
    needsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findNeedsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
