import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findStandings, type Stand } from './access.store.ts'

export function createAccessLoaders(db: Database) {
  return {
    /** What holds of the person to whom a record belongs; null: nothing was ever said. */
    standing: new DataLoader<string, (Stand & { recordId: string }) | null>(async (recordIds) =>
      inKeyOrder(recordIds, await findStandings(db, recordIds), (row) => row.recordId)
    )
  }
}
