import DataLoader from 'dataloader'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import type { RoomContext } from '@throughcare/kit/context'
import { loadOfPersons, type OfPerson } from '@throughcare/kit/of-persons'
import type { Page } from '@throughcare/kit/page'
import { findEpisodes, findEpisodesOfRecords, findEpisodesWithAccess, findReleasesDue, type EpisodeRow } from './episode.store.ts'

export function createEpisodeLoaders(context: RoomContext) {
  const { db } = context
  const finders = {
    findOwn: (ids: readonly string[]) => findEpisodesOfRecords(db, ids),
    findWithAccess: (ids: readonly string[]) => findEpisodesWithAccess(db, ids)
  }
  const releasesDue = new Map<string, DataLoader<string, EpisodeRow[]>>()

  return {
    episode: new DataLoader<string, EpisodeRow | null>(async (ids) => inKeyOrder(ids, await findEpisodes(db, ids), (row) => row.id)),

    /** Keyed by all the record ids of a person. */
    episodesOfPerson: new DataLoader<readonly string[], OfPerson<EpisodeRow>, string>((persons) => loadOfPersons(context, 'RECONNECT', persons, finders), {
      cacheKeyFn: (ids) => ids.join()
    }),

    /** One loader for each question, so that many facilities asked the same share a statement. */
    releasesDue(question: { upTo: string; page: Page }) {
      const key = JSON.stringify(question)
      const loader =
        releasesDue.get(key) ??
        new DataLoader<string, EpisodeRow[]>(async (facilityIds) =>
          groupedInKeyOrder(facilityIds, await findReleasesDue(db, facilityIds, question), (row) => row.facilityId)
        )
      releasesDue.set(key, loader)
      return loader
    }
  }
}
