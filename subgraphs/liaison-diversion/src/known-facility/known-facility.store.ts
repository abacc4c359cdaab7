import { sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { knownFacility } from '../../db/tables.ts'

export type KnownFacilityRow = typeof knownFacility.$inferSelect

/** Of these facilities, those this room has heard of from `directory`, by their ids. */
export async function findKnownFacilities(db: Database, ids: readonly string[]): Promise<Map<string, KnownFacilityRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select().from(knownFacility).where(isAnyOf(knownFacility.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Older news of a facility than what stands is passed over. */
export async function writeKnownFacilities(tx: Database, rows: KnownFacilityRow[]): Promise<void> {
  const news = sql`on conflict (id) do update set kind = excluded.kind, open_from = excluded.open_from, closed_on = excluded.closed_on,
    version = excluded.version where excluded.version > known_facility.version`
  await insertMany(tx, knownFacility, rows, news)
}
