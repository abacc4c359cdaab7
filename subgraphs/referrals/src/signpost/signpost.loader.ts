import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { RoomContext } from '@throughcare/kit/context'
import { loadOfBothServices, type OfPersonByServices } from '../of-person.loader.ts'
import { findSignposts, findSignpostsOfRecords, type SignpostRow } from './signpost.store.ts'

export function createSignpostLoaders(context: RoomContext) {
  const { db } = context
  return {
    signpost: new DataLoader<string, SignpostRow | null>(async (ids) => inKeyOrder(ids, await findSignposts(db, ids), (row) => row.id)),

    /** Keyed by all the record ids of a person. */
    signpostsOfPerson: new DataLoader<readonly string[], OfPersonByServices<SignpostRow>, string>(
      (persons) => loadOfBothServices(context, persons, (ids) => findSignpostsOfRecords(db, ids)),
      { cacheKeyFn: (ids) => ids.join() }
    )
  }
}
