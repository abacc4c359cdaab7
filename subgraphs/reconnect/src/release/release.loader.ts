import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findOpenPlaces, findPlannedReleases } from './release.store.ts'

export function createReleaseLoaders(db: Database) {
  return {
    plannedReleasesOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findPlannedReleases(db, episodeIds), (row) => row.episodeId)
    ),

    /** Whether the caller, who is not of the team, may know where the person of a record stays. */
    isPlaceOpen: new DataLoader<string, boolean>(async (recordIds) => {
      const open = await findOpenPlaces(db, recordIds)
      return recordIds.map((recordId) => open.has(recordId))
    })
  }
}
