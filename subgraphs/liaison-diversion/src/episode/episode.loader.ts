import DataLoader from 'dataloader'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import type { RoomContext } from '@throughcare/kit/context'
import { loadOfPersons, type OfPerson } from '@throughcare/kit/of-persons'
import type { Page } from '@throughcare/kit/page'
import { findCaseloads, findEpisodes, findEpisodesOfRecords, findEpisodesWithAccess, type EpisodeRow } from './episode.store.ts'

export function createEpisodeLoaders(context: RoomContext) {
  const { db } = context
  const finders = {
    findOwn: (ids: readonly string[]) => findEpisodesOfRecords(db, ids),
    findWithAccess: (ids: readonly string[]) => findEpisodesWithAccess(db, ids)
  }
  const caseloads = new Map<string, DataLoader<string, EpisodeRow[]>>()

  return {
    episode: new DataLoader<string, EpisodeRow | null>(async (ids) => inKeyOrder(ids, await findEpisodes(db, ids), (row) => row.id)),

    /** Keyed by all the record ids of a person. */
    episodesOfPerson: new DataLoader<readonly string[], OfPerson<EpisodeRow>, string>(
      (persons) => loadOfPersons(context, 'LIAISON_DIVERSION', persons, finders),
      { cacheKeyFn: (ids) => ids.join() }
    ),

    /** One loader for each page asked for, so that many facilities share a statement. */
    caseload(page: Page) {
      const key = JSON.stringify(page)
      const loader =
        caseloads.get(key) ??
        new DataLoader<string, EpisodeRow[]>(async (facilityIds) =>
          groupedInKeyOrder(facilityIds, await findCaseloads(db, facilityIds, page), (row) => row.facilityId)
        )
      caseloads.set(key, loader)
      return loader
    }
  }
}
