import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findSites } from './site.store.ts'

export function createSiteLoaders(db: Database) {
  return {
    sites: new DataLoader(async (serviceIds: readonly string[]) => groupedInKeyOrder(serviceIds, await findSites(db, serviceIds), ({ site }) => site.serviceId))
  }
}
