import { and, asc, desc, eq, inArray, isNull, not, sql, type SQL } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { location, service, serviceAtLocation } from '../../db/tables.ts'
import { degreesEvened } from '../location/location.store.ts'
import { holdsWords, type ServiceRow } from '../service/service.store.ts'

export type Sought = { need?: string | null; text?: string | null }

/** Services whose sites lie nearest to a point: the closest `most` sites decide. Hidden sites are passed over, whoever asks. */
export async function findNearest(db: Database, sought: Sought, { latitude, longitude, most }: { latitude: number; longitude: number; most: number }) {
  const here = sql`point(${longitude * degreesEvened}, ${latitude})`
  const nearest = db
    .select({ serviceId: serviceAtLocation.serviceId })
    .from(location)
    .innerJoin(serviceAtLocation, and(eq(serviceAtLocation.locationId, location.id), eq(serviceAtLocation.isCurrent, true)))
    .innerJoin(service, eq(service.id, serviceAtLocation.serviceId))
    .where(and(not(location.isHidden), sql`${location.spot} is not null`, usable(sought)))
    .orderBy(sql`${location.spot} <-> ${here}`)
    .limit(most)
  return readServices(db, nearest)
}

/** Services with no site that anybody may go to, or none that is on the map; those that say they serve the areas first, the last checked first. */
export async function findPlaceless(db: Database, sought: Sought, { codes, most }: { codes: readonly string[]; most: number }): Promise<ServiceRow[]> {
  const sites = sql`select from ${serviceAtLocation} join ${location} on ${location.id} = ${serviceAtLocation.locationId}
    where ${serviceAtLocation.serviceId} = ${service.id} and ${serviceAtLocation.isCurrent} and not ${location.isHidden} and ${location.spot} is not null`
  return db
    .select()
    .from(service)
    .where(and(usable(sought), sql`not exists (${sites})`))
    .orderBy(desc(sql`coalesce(${service.coverage} && ${sql.param([...codes])}::text[], false)`), sql`${service.assuredDate} desc nulls last`, asc(service.id))
    .limit(most)
}

/** Services that are sought, by name, where nobody said near what. */
export async function findSought(db: Database, sought: Sought, most: number): Promise<ServiceRow[]> {
  return db.select().from(service).where(usable(sought)).orderBy(asc(service.name), asc(service.id)).limit(most)
}

async function readServices(db: Database, ids: ReturnType<typeof db.select> | { getSQL(): SQL }): Promise<ServiceRow[]> {
  return db
    .select()
    .from(service)
    .where(inArray(service.id, sql`(${ids})`))
}

function usable({ need, text }: Sought): SQL | undefined {
  return and(
    isNull(service.withdrawnAt),
    inArray(service.status, ['ACTIVE', 'TEMPORARILY_CLOSED']),
    need ? sql`${service.needCodes} @> array[${need}]::text[]` : undefined,
    text?.trim() ? holdsWords(text.trim()) : undefined
  )
}
