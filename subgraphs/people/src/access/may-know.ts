import type { Database } from '@throughcare/kit/db'
import { isKnown } from './access.store.ts'

/** Whether the caller may read a record, or may know that it is there. */
export function mayKnow(tx: Database, recordId: string): Promise<boolean> {
  return isKnown(tx, recordId)
}
