import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findAssessmentsOfEpisodes } from './assessment.store.ts'

export function createAssessmentLoaders(db: Database) {
  return {
    assessmentsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findAssessmentsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
