import { inArray, sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { location } from '../../db/tables.ts'
import { excluded, onConflictTake } from '../excluded.ts'

export type LocationRow = typeof location.$inferSelect

/** Locations the caller may know of: row-level security keeps hidden ones for staff. */
export async function findLocations(db: Database, ids: readonly string[]): Promise<LocationRow[]> {
  return db
    .select()
    .from(location)
    .where(inArray(location.id, [...ids]))
}

const fields = ['name', 'address', 'town', 'postcode', 'latitude', 'longitude', 'placeId'] as const

/** Writes locations as an editor gives them. */
export async function writeLocations(tx: Database, rows: LocationRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(location)
    .values(rows)
    .onConflictDoUpdate({ target: location.id, set: excluded(location, [...fields, 'isHidden']) })
}

/** Writes a feed's locations. Another origin's stay as they are, and one that was hidden stays hidden whatever the feed says. */
export async function upsertLocationsOfFeed(tx: Database, feed: string, rows: LocationRow[]): Promise<void> {
  const theirs = onConflictTake(location, { key: 'id', fields })
  await insertMany(tx, location, rows, sql`${theirs}, is_hidden = ${location.isHidden} or excluded.is_hidden where ${location.feed} = ${feed}`)
}
