import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { RoomContext } from '@throughcare/kit/context'
import { findToldOf, type KnownRecordRow } from './known-record.store.ts'

export function createKnownRecordLoaders({ db }: RoomContext) {
  return {
    /** What `people` told of a record; null where it told nothing, or the caller may not read the record. */
    knownRecord: new DataLoader<string, KnownRecordRow | null>(async (recordIds) =>
      inKeyOrder(recordIds, await findToldOf(db, recordIds), (row) => row.recordId)
    )
  }
}
