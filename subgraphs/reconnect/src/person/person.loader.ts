import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findKnownPersons } from './person.store.ts'

export function createPersonLoaders(db: Database) {
  return {
    knownPerson: new DataLoader(async (recordIds: readonly string[]) => inKeyOrder(recordIds, await findKnownPersons(db, recordIds), (row) => row.recordId))
  }
}
