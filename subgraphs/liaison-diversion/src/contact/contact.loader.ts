import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findContactsOfEpisodes, findOpenPlaces } from './contact.store.ts'

export function createContactLoaders(db: Database) {
  return {
    contactsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findContactsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    ),

    /** Whether the caller, who is not of the team, may know where the person of a record was met. */
    isPlaceOpen: new DataLoader<string, boolean>(async (recordIds) => {
      const open = await findOpenPlaces(db, recordIds)
      return recordIds.map((recordId) => open.has(recordId))
    })
  }
}
