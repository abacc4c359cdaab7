import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { isUuid } from '@throughcare/kit/ids'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { location, serviceAtLocation } from '../../db/tables/location.ts'
import { service, staffContact } from '../../db/tables/service.ts'
import { onConflictTake } from '../excluded.ts'

/** An entry. What it is compared by goes with it, and is worked out as it is written. */
export type ServiceRow = Omit<typeof service.$inferSelect, 'phoneKey' | 'webKey'>
export type StaffContactRow = typeof staffContact.$inferSelect
export type ServiceWhere = { need?: string | null; placeId?: string | null; includeInactive?: boolean | null }

const byName = orderedBy(service.name, service.id)

/** Services by name, at most one above the page's limit, from after the given place on. */
export async function findServicesWhere(db: Database, where: ServiceWhere, { limit, after }: Page): Promise<ServiceRow[]> {
  return db
    .select()
    .from(service)
    .where(and(isListed(where), byName.beyond(after)))
    .orderBy(...byName.by)
    .limit(limit + 1)
}

/** Of some services those that are listed so, in the same order. */
export async function findListedAmong(db: Database, ids: readonly string[], where: ServiceWhere): Promise<string[]> {
  const rows = await db
    .select({ id: service.id })
    .from(service)
    .where(and(isAnyOf(service.id, ids), isListed(where)))
  const listed = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => listed.has(id))
}

function isListed({ need, placeId, includeInactive }: ServiceWhere): SQL | undefined {
  return and(
    isNull(service.withdrawnAt),
    includeInactive ? undefined : inArray(service.status, ['ACTIVE', 'TEMPORARILY_CLOSED']),
    need ? sql`${service.needCodes} @> array[${need}]::text[]` : undefined,
    placeId ? isReachableFrom(placeId) : undefined
  )
}

/** Hidden locations are left out for everyone, staff too, so that no answer depends on where a refuge is. */
function isReachableFrom(placeId: string): SQL {
  const open = sql`select from ${serviceAtLocation} join ${location} on ${location.id} = ${serviceAtLocation.locationId}
    where ${serviceAtLocation.serviceId} = ${service.id} and ${serviceAtLocation.isCurrent} and not ${location.isHidden}`
  return sql`(exists (${open} and ${location.placeId} = ${placeId}) or not exists (${open}))`
}

export async function findServices(db: Database, ids: readonly string[]): Promise<ServiceRow[]> {
  return db
    .select()
    .from(service)
    .where(isAnyOf(service.id, ids.filter(isUuid)))
}

export async function findService(db: Database, id: string): Promise<ServiceRow | null> {
  const [row] = await findServices(db, [id])
  return row ?? null
}

/** The services as they stand, locked until the transaction ends. */
export async function findServicesForChange(tx: Database, ids: readonly string[]): Promise<ServiceRow[]> {
  return tx
    .select()
    .from(service)
    .where(isAnyOf(service.id, ids.filter(isUuid)))
    .orderBy(asc(service.id))
    .for('update')
}

/** Services of a feed that are listed still. */
export async function findListedOfFeed(db: Database, feed: string): Promise<{ id: string; isKeptHere: boolean }[]> {
  return db
    .select({ id: service.id, isKeptHere: service.isKeptHere })
    .from(service)
    .where(and(eq(service.feed, feed), isNull(service.withdrawnAt)))
}

/** Writes services whole, new or changed; the row carries its next version. To be called by write-services.ts. */
export async function upsertServices(tx: Database, rows: readonly (typeof service.$inferSelect)[]): Promise<void> {
  if (rows.length === 0) return
  const { id, retentionClass, ...columns } = rows[0] as (typeof rows)[number]
  const fields = Object.keys(columns) as (keyof typeof columns)[]
  await insertMany(tx, service, rows, onConflictTake(service, { key: 'id', fields }))
}

export async function findStaffContacts(db: Database, serviceIds: readonly string[]): Promise<StaffContactRow[]> {
  return db.select().from(staffContact).where(isAnyOf(staffContact.serviceId, serviceIds))
}

export async function writeStaffContacts(tx: Database, rows: readonly StaffContactRow[]): Promise<void> {
  await insertMany(tx, staffContact, rows, onConflictTake(staffContact, { key: 'serviceId', fields: ['name', 'email', 'phone'] }))
}
