import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findFlags } from './restriction.store.ts'

export function createRestrictionLoaders(db: Database) {
  return {
    flags: new DataLoader(async (recordIds: readonly string[]) => groupedInKeyOrder(recordIds, await findFlags(db, recordIds), (row) => row.recordId))
  }
}
