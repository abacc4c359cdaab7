import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findContinuityOfEpisodes } from './continuity.store.ts'

export function createContinuityLoaders(db: Database) {
  return {
    continuityOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findContinuityOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
