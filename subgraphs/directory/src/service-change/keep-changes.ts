import type { Database } from '@throughcare/kit/db'
import { findSites } from '../location/site.store.ts'
import type { ServiceRow } from '../service/service.store.ts'
import { changesBetween, toldPlaces } from './service-change.rules.ts'
import { insertServiceChanges } from './service-change.store.ts'

/** Entries with where they are given at this moment, as a change tells it: for those that say so anew. */
export async function withPlaces(tx: Database, rows: readonly ServiceRow[]): Promise<(ServiceRow & { locations: object[] })[]> {
  if (rows.length === 0) return []
  const sites = Map.groupBy(
    await findSites(
      tx,
      rows.map(({ id }) => id)
    ),
    ({ site }) => site.serviceId
  )
  return rows.map((row) => ({ ...row, locations: toldPlaces(sites.get(row.id) ?? []) }))
}

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
