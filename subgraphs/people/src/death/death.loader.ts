import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findDeaths } from './death.store.ts'

export function createDeathLoaders(db: Database) {
  return {
    deaths: new DataLoader(async (recordIds: readonly string[]) => groupedInKeyOrder(recordIds, await findDeaths(db, recordIds), (row) => row.recordId))
  }
}
