import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findGoalsOfEpisodes } from './goal.store.ts'

export function createGoalLoaders(db: Database) {
  return {
    goalsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findGoalsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
