import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findServiceChanges } from './service-change.store.ts'

export function createServiceChangeLoaders(db: Database) {
  return {
    serviceChanges: new DataLoader(async (serviceIds: readonly string[]) =>
      groupedInKeyOrder(serviceIds, await findServiceChanges(db, serviceIds), ({ serviceId }) => serviceId)
    )
  }
}
