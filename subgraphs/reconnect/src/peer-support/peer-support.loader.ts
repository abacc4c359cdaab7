import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findOffersOfEpisodes } from './peer-support.store.ts'

export function createPeerSupportLoaders(db: Database) {
  return {
    peerOffersOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findOffersOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
