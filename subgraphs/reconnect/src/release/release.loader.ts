import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findPlannedReleases } from './release.store.ts'

export function createReleaseLoaders(db: Database) {
  return {
    plannedReleasesOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findPlannedReleases(db, episodeIds), (row) => row.episodeId)
    )
  }
}
