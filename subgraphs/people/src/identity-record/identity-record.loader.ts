import DataLoader from 'dataloader'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findEarlierVersions, findLocations, findRecords, type IdentityRecordRow } from './identity-record.store.ts'

export function createIdentityRecordLoaders(db: Database) {
  return {
    record: new DataLoader<string, IdentityRecordRow | null>(async (ids) => inKeyOrder(ids, await findRecords(db, ids), (record) => record.id)),

    location: new DataLoader(async (recordIds: readonly string[]) => inKeyOrder(recordIds, await findLocations(db, recordIds), (row) => row.recordId)),

    earlierVersions: new DataLoader(async (recordIds: readonly string[]) =>
      groupedInKeyOrder(recordIds, await findEarlierVersions(db, recordIds), (row) => row.recordId)
    )
  }
}
