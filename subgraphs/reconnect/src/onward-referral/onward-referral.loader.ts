import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findReferralsOfEpisodes } from './onward-referral.store.ts'

export function createOnwardReferralLoaders(db: Database) {
  return {
    onwardReferralsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findReferralsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
