import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findJusticeOutcomesOfEpisodes } from './justice-outcome.store.ts'

export function createJusticeOutcomeLoaders(db: Database) {
  return {
    justiceOutcomesOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findJusticeOutcomesOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
