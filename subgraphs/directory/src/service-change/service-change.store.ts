import { asc, desc } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { serviceChange } from '../../db/tables/service-change.ts'

export type ServiceChangeRow = typeof serviceChange.$inferSelect

export async function insertServiceChanges(tx: Database, rows: readonly ServiceChangeRow[]): Promise<void> {
  if (rows.length > 0) await insertMany(tx, serviceChange, rows)
}

/** What changed in some entries, newest first; row-level security keeps it for staff. */
export async function findServiceChanges(db: Database, serviceIds: readonly string[]): Promise<ServiceChangeRow[]> {
  return db.select().from(serviceChange).where(isAnyOf(serviceChange.serviceId, serviceIds)).orderBy(asc(serviceChange.serviceId), desc(serviceChange.version))
}
