import type { Database } from '@throughcare/kit/db'
import type { ServiceRow } from '../service/service.store.ts'
import { changesBetween } from './service-change.rules.ts'
import { insertServiceChanges } from './service-change.store.ts'

/** Keeps what the new versions of some entries change, and who changed it. To be called by whoever writes them; entries that are new have no change. */
export async function keepChanges(tx: Database, before: readonly ServiceRow[], after: readonly ServiceRow[]): Promise<void> {
  const standing = new Map(before.map((row) => [row.id, row]))
  const rows = after.flatMap((row) => {
    const earlier = standing.get(row.id)
    return earlier ? [{ row, fields: changesBetween(earlier, row) }] : []
  })
  await insertServiceChanges(
    tx,
    rows.map(({ row: { id, version, recordedAt, recordedBy, retentionClass }, fields }) => ({
      ...{ serviceId: id, version, changedAt: recordedAt, changedBy: recordedBy, fields, retentionClass }
    }))
  )
}
