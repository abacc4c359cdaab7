import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findConsents, findOverrides } from './consent.store.ts'

export function createConsentLoaders(db: Database) {
  return {
    consents: new DataLoader(async (recordIds: readonly string[]) => groupedInKeyOrder(recordIds, await findConsents(db, recordIds), (row) => row.recordId)),
    overrides: new DataLoader(async (recordIds: readonly string[]) => groupedInKeyOrder(recordIds, await findOverrides(db, recordIds), (row) => row.recordId))
  }
}
