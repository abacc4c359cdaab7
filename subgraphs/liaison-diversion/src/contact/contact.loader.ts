import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findContactsOfEpisodes } from './contact.store.ts'

export function createContactLoaders(db: Database) {
  return {
    contactsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findContactsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  }
}
