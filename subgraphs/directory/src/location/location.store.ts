import { sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { postcode } from '../../db/tables.ts'
import { location } from '../../db/tables/location.ts'
import { excluded, onConflictTake } from '../excluded.ts'

export type LocationRow = typeof location.$inferSelect

const fields = [
  ...(['name', 'kind', 'description', 'address', 'town', 'county', 'country', 'postcode', 'latitude', 'longitude'] as const),
  ...(['transport', 'accessibility', 'placeId'] as const)
]

/** Writes locations as an editor gives them. */
export async function writeLocations(tx: Database, rows: LocationRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(location)
    .values(rows)
    .onConflictDoUpdate({ target: location.id, set: excluded(location, [...fields, 'isHidden']) })
}

export async function findLocations(db: Database, ids: readonly string[]): Promise<LocationRow[]> {
  return db.select().from(location).where(isAnyOf(location.id, ids))
}

/** Writes a feed's locations. Another origin's stay as they are, and one that was hidden stays hidden whatever the feed says. */
export async function upsertLocationsOfFeed(tx: Database, feed: string, rows: LocationRow[]): Promise<void> {
  const theirs = onConflictTake(location, { key: 'id', fields })
  const written = rows.map(({ spot: _, ...row }) => row)
  await insertMany(tx, location, written, sql`${theirs}, is_hidden = ${location.isHidden} or excluded.is_hidden where ${location.feed} = ${feed}`)
}

/** A degree of longitude is this much of a degree of latitude at 54 degrees north: so `spot` is even both ways, and nearest first by index. */
export const degreesEvened = 0.5878

/** Says where locations count as being: by their own coordinates, else by the finest their postcode is known at. All of them when no ids are given. */
export async function putOnMap(tx: Database, ids: readonly string[] | null): Promise<void> {
  if (ids?.length === 0) return
  await tx.execute(sql`
    update ${location} set spot = coalesce(
      point(longitude * ${degreesEvened}::float8, latitude),
      (select point(known.longitude * ${degreesEvened}::float8, known.latitude) from ${postcode} as known
       where known.code in (${location.postcode}, left(${location.postcode}, -2), split_part(${location.postcode}, ' ', 1))
       order by length(known.code) desc limit 1))
    where kind <> 'VIRTUAL' ${ids ? sql`and id = any(${sql.param([...ids])}::uuid[])` : sql`and latitude is null and postcode is not null`}`)
}
