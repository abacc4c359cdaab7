import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { location, serviceAtLocation } from '../../db/tables.ts'
import { excluded } from '../excluded.ts'
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
    .where(and(inArray(serviceAtLocation.serviceId, [...serviceIds]), eq(serviceAtLocation.isCurrent, true)))
    .orderBy(asc(serviceAtLocation.position))
}

/** Writes the sites of services whole: those they had before are current no longer. */
export async function writeSites(tx: Database, serviceIds: readonly string[], rows: readonly SiteRow[]): Promise<void> {
  await tx
    .update(serviceAtLocation)
    .set({ isCurrent: false })
    .where(inArray(serviceAtLocation.serviceId, [...serviceIds]))
  if (rows.length === 0) return
  await tx
    .insert(serviceAtLocation)
    .values([...rows])
    .onConflictDoUpdate({
      target: [serviceAtLocation.serviceId, serviceAtLocation.locationId],
      set: excluded(serviceAtLocation, ['id', 'position', 'isCurrent', 'description', 'schedules'])
    })
}
