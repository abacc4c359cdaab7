import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findAppropriateAdultsOfEpisodes } from './appropriate-adult.store.ts'
import { findCohortFlagsOfEpisodes } from './cohort-flag.store.ts'

export function createChildLoaders(db: Database) {
  return {
    appropriateAdultsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findAppropriateAdultsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    ),
    cohortFlagsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findCohortFlagsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
