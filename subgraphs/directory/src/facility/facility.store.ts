import { and, asc, eq, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { facility } from '../../db/tables.ts'
import { excluded } from '../excluded.ts'

export type FacilityRow = typeof facility.$inferSelect

export type FacilityWhere = { kind?: FacilityRow['kind'] | null; placeId?: string | null; isOpen?: boolean | null }

/** Facilities by name; `day` decides which of them are open. */
export async function findFacilitiesWhere(db: Database, { kind, placeId, isOpen }: FacilityWhere, day: string): Promise<FacilityRow[]> {
  const open = sql`(coalesce(${facility.openFrom} <= ${day}, true) and coalesce(${facility.closedOn} > ${day}, true))`
  return db
    .select()
    .from(facility)
    .where(
      and(
        kind ? eq(facility.kind, kind) : undefined,
        placeId ? eq(facility.placeId, placeId) : undefined,
        isOpen == null ? undefined : isOpen ? open : sql`not ${open}`
      )
    )
    .orderBy(asc(facility.name), asc(facility.id))
}

export async function findFacilities(db: Database, ids: readonly string[]): Promise<FacilityRow[]> {
  return db.select().from(facility).where(isAnyOf(facility.id, ids))
}

export async function findFacilitiesOfPlaces(db: Database, placeIds: readonly string[]): Promise<(FacilityRow & { placeId: string })[]> {
  const rows = await db.select().from(facility).where(isAnyOf(facility.placeId, placeIds)).orderBy(asc(facility.name), asc(facility.id))
  return rows.flatMap((row) => (row.placeId === null ? [] : [{ ...row, placeId: row.placeId }]))
}

export async function upsertFacilities(tx: Database, rows: FacilityRow[]): Promise<void> {
  const set = excluded(facility, ['name', 'kind', 'placeId', 'postcode', 'openFrom', 'closedOn', 'courtOuCode', 'note', 'version', 'source', 'asAt'])
  await tx.insert(facility).values(rows).onConflictDoUpdate({ target: facility.id, set })
}
