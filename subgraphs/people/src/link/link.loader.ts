import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findLinks } from './link.store.ts'

export function createLinkLoaders(db: Database) {
  return {
    links: new DataLoader(async (recordIds: readonly string[]) => groupedInKeyOrder(recordIds, await findLinks(db, recordIds), (row) => row.recordId))
  }
}
