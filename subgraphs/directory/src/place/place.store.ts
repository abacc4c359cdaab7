import { asc, eq } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { facility, place } from '../../db/tables.ts'
import { excluded } from '../excluded.ts'

export type PlaceRow = typeof place.$inferSelect
/** A place, with the facility by which another room asked for it. */
export type PlaceView = PlaceRow & { facilityId?: string }

export async function findAllPlaces(db: Database): Promise<PlaceRow[]> {
  return db.select().from(place).orderBy(asc(place.name))
}

export async function findPlaces(db: Database, ids: readonly string[]): Promise<PlaceRow[]> {
  return db.select().from(place).where(isAnyOf(place.id, ids))
}

/** The places of the given facilities; a facility without a place has no row. */
export async function findPlacesOfFacilities(db: Database, facilityIds: readonly string[]): Promise<(PlaceRow & { facilityId: string })[]> {
  const rows = await db
    .select({ facilityId: facility.id, place })
    .from(facility)
    .innerJoin(place, eq(place.id, facility.placeId))
    .where(isAnyOf(facility.id, facilityIds))
  return rows.map((row) => ({ ...row.place, facilityId: row.facilityId }))
}

export async function upsertPlaces(tx: Database, rows: PlaceRow[]): Promise<void> {
  const set = excluded(place, ['name', 'force', 'outcodes', 'source', 'asAt'])
  await tx.insert(place).values(rows).onConflictDoUpdate({ target: place.id, set })
}
