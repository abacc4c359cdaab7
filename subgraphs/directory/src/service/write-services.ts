import type { Database } from '@throughcare/kit/db'
import { keysOfService } from '../duplicate/duplicate-key.rules.ts'
import { upsertServices, type ServiceRow } from './service.store.ts'

/** Writes services whole, new or changed, with what they are compared by; the row carries its next version. */
export async function writeServices(tx: Database, rows: readonly ServiceRow[]): Promise<void> {
  await upsertServices(
    tx,
    rows.map((row) => ({ ...row, ...keysOfService(row) }))
  )
}
