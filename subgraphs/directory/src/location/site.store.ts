import { and, asc, eq } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { location, serviceAtLocation } from '../../db/tables/location.ts'
import { onConflictTake } from '../excluded.ts'
import type { LocationRow } from './location.store.ts'

export type SiteRow = typeof serviceAtLocation.$inferSelect
/** A service at one of its locations. */
export type Site = { site: SiteRow; location: LocationRow }

/** The sites of services, in their order; row-level security keeps those at hidden locations for staff. */
export async function findSites(db: Database, serviceIds: readonly string[]): Promise<Site[]> {
  return db
    .select({ site: serviceAtLocation, location })
    .from(serviceAtLocation)
    .innerJoin(location, eq(location.id, serviceAtLocation.locationId))
    .where(and(isAnyOf(serviceAtLocation.serviceId, serviceIds), eq(serviceAtLocation.isCurrent, true)))
    .orderBy(asc(serviceAtLocation.position))
}

/** Writes the sites of services whole: those they had before are current no longer. */
export async function writeSites(tx: Database, serviceIds: readonly string[], rows: readonly SiteRow[]): Promise<void> {
  await tx
    .update(serviceAtLocation)
    .set({ isCurrent: false })
    .where(and(isAnyOf(serviceAtLocation.serviceId, serviceIds), eq(serviceAtLocation.isCurrent, true)))
  const fields = ['id', 'position', 'isCurrent', 'description', 'schedules'] as const
  await insertMany(tx, serviceAtLocation, rows, onConflictTake(serviceAtLocation, { key: ['serviceId', 'locationId'], fields }))
}
