import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findTransfersOfEpisodes } from './prison-transfer.store.ts'

export function createTransferLoaders(db: Database) {
  return {
    transfersOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findTransfersOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
