import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findAssignmentsOfEpisodes, findOffersOfEpisodes } from './peer-support.store.ts'

export function createPeerSupportLoaders(db: Database) {
  return {
    peerOffersOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findOffersOfEpisodes(db, episodeIds), (row) => row.episodeId)
    ),
    peerSupportOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findAssignmentsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
