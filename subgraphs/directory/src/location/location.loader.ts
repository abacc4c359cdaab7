import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findLocations } from './location.store.ts'

export function createLocationLoaders(db: Database) {
  return {
    location: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findLocations(db, ids), (row) => row.id))
  }
}
