import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { location, organisation, service, serviceAtLocation, staffContact } from '../../db/tables.ts'
import { onConflictTake } from '../excluded.ts'

export type ServiceRow = typeof service.$inferSelect
export type StaffContactRow = typeof staffContact.$inferSelect
export type ServiceWhere = { need?: string | null; text?: string | null; placeId?: string | null; includeInactive?: boolean | null }

/** Ids come from callers: what is no UUID is nobody's id. */
function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
}

/** Services by name, at most one above the page's limit, from after the given place on. */
export async function findServicesWhere(db: Database, { need, text, placeId, includeInactive }: ServiceWhere, { limit, after }: Page): Promise<ServiceRow[]> {
  const [afterName, afterId] = after ?? []
  return db
    .select()
    .from(service)
    .where(
      and(
        isNull(service.withdrawnAt),
        includeInactive ? undefined : inArray(service.status, ['ACTIVE', 'TEMPORARILY_CLOSED']),
        need ? sql`${service.needCodes} @> array[${need}]::text[]` : undefined,
        text?.trim() ? holdsWords(text.trim()) : undefined,
        placeId ? isReachableFrom(placeId) : undefined,
        afterName !== undefined && afterId ? sql`(${service.name}, ${service.id}) > (${afterName}, ${afterId}::uuid)` : undefined
      )
    )
    .orderBy(asc(service.name), asc(service.id))
    .limit(limit + 1)
}

/** Has the words in its name or description, or in its organisation's name. */
export function holdsWords(text: string): SQL {
  const like = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql`(to_tsvector('english', ${service.name} || ' ' || coalesce(${service.description}, '')) @@ websearch_to_tsquery('english', ${text})
    or ${service.name} ilike ${like}
    or exists (select from ${organisation} where ${organisation.id} = ${service.organisationId} and ${organisation.name} ilike ${like}))`
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
    .where(inArray(service.id, ids.filter(isUuid)))
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

/** Writes services whole, new or changed; the row carries its next version. */
export async function writeServices(tx: Database, rows: readonly ServiceRow[]): Promise<void> {
  if (rows.length === 0) return
  const { id, retentionClass, ...columns } = rows[0] as ServiceRow
  const fields = Object.keys(columns) as (keyof typeof columns)[]
  await insertMany(tx, service, rows, onConflictTake(service, { key: 'id', fields }))
}

export async function findStaffContacts(db: Database, serviceIds: readonly string[]): Promise<StaffContactRow[]> {
  return db
    .select()
    .from(staffContact)
    .where(inArray(staffContact.serviceId, [...serviceIds]))
}

export async function writeStaffContacts(tx: Database, rows: readonly StaffContactRow[]): Promise<void> {
  await insertMany(tx, staffContact, rows, onConflictTake(staffContact, { key: 'serviceId', fields: ['name', 'email', 'phone'] }))
}
