import { and, asc, eq, gte, isNull, sql, type SQL } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { organisation } from '../../db/tables.ts'
import { location, serviceAtLocation } from '../../db/tables/location.ts'
import { service } from '../../db/tables/service.ts'
import type { LocationRow } from '../location/location.store.ts'
import type { SiteRow } from '../location/site.store.ts'
import type { OrganisationRow } from '../organisation/organisation.store.ts'
import type { Question } from './parameters.rules.ts'
import type { Term } from '../service/service-parts.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'

export type Slice = { offset: number; limit: number }
/** What the address asks for; words come as the ids of the services they mean, the best first. */
export type ServiceWhere = Partial<Omit<Question, 'page' | 'size' | 'isFull' | 'isTabular' | 'search' | 'postcode' | 'metres'>> & { ids?: readonly string[] }
export type Near = { latitude: number; longitude: number; metres: number }

/** The best answer to some words first; else by id. */
function inOrderOf({ ids }: ServiceWhere): SQL {
  return ids ? sql`array_position(${sql.param([...ids])}::uuid[], ${service.id})` : asc(service.id)
}

/** One page's services, and how many there are in all. */
export async function findPublishedServices(db: Database, { near, ...where }: ServiceWhere & { near?: Near | null }, { offset, limit }: Slice) {
  const filter = and(isNull(service.withdrawnAt), near ? sql`exists (select ${sitesNear(near)})` : undefined, ...conditions(where))
  const order = near ? sql`(select min(${distanceOf(near)}) ${sitesNear(near)}), ${service.id}` : inOrderOf(where)
  const page = await db.select({ id: service.id }).from(service).where(filter).orderBy(order).offset(offset).limit(limit)
  const ids = page.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await withOrganisations(db, isAnyOf(service.id, ids), inOrderOf({ ids }))
  return { rows, total: await db.$count(service, filter) }
}

export async function findPublishedService(db: Database, id: string) {
  const [found] = await withOrganisations(db, and(eq(service.id, id), isNull(service.withdrawnAt)))
  return found ?? null
}

async function withOrganisations(
  db: Database,
  filter: SQL | undefined,
  order: SQL = asc(service.id)
): Promise<{ service: ServiceRow; organisation: OrganisationRow | null }[]> {
  return db.select({ service, organisation }).from(service).leftJoin(organisation, eq(organisation.id, service.organisationId)).where(filter).orderBy(order)
}

function conditions(where: ServiceWhere): (SQL | undefined)[] {
  return [
    where.ids && isAnyOf(service.id, where.ids),
    where.needCodes && sql`${service.needCodes} && ${sql.param([...where.needCodes])}::text[]`,
    where.termId === undefined ? undefined : sql`${service.terms} @> ${JSON.stringify([{ termId: where.termId }])}::jsonb`,
    where.taxonomyId === undefined ? undefined : sql`${service.terms} @> ${JSON.stringify([{ taxonomyId: where.taxonomyId }])}::jsonb`,
    // The profile's own meaning: at least, at most. `age` is what people want: whoever is that old is taken, or nobody has said.
    where.minimumAge === undefined ? undefined : sql`${service.minimumAge} >= ${where.minimumAge}`,
    where.maximumAge === undefined ? undefined : sql`${service.maximumAge} <= ${where.maximumAge}`,
    where.age === undefined ? undefined : sql`coalesce(${service.minimumAge} <= ${where.age}, true) and coalesce(${service.maximumAge} >= ${where.age}, true)`,
    where.day === undefined && where.startTime === undefined && where.endTime === undefined ? undefined : hasSchedule(where),
    where.modifiedAfter && gte(service.modifiedAt, where.modifiedAfter),
    where.organisationId === undefined ? undefined : eq(service.organisationId, where.organisationId)
  ]
}

/** Has one schedule, of its own or at a site, that names the day and lies within the times. */
function hasSchedule({ day, startTime, endTime }: ServiceWhere): SQL {
  const fits = sql`(${day ?? null}::text is null or row.value ->> 'byDay' like '%' || ${day ?? null} || '%')
    and (${startTime ?? null}::text is null or row.value ->> 'opensAt' >= ${startTime ?? null})
    and (${endTime ?? null}::text is null or row.value ->> 'closesAt' <= ${endTime ?? null})`
  return sql`(exists (select from jsonb_array_elements(${service.schedules}) as row where ${fits})
    or exists (select from ${serviceAtLocation}, jsonb_array_elements(${serviceAtLocation.schedules}) as row
               where ${serviceAtLocation.serviceId} = ${service.id} and ${serviceAtLocation.isCurrent} and ${fits}))`
}

type PublishedSite = { site: SiteRow; location: LocationRow; service: ServiceRow; organisation: OrganisationRow | null }

/** Sites at open locations, nearest first where that is asked. A hidden one never comes, whoever asks. */
export async function findPublishedSites(db: Database, { near, ...where }: ServiceWhere & { near?: Near | null }, { offset, limit }: Slice) {
  const metres = near ? distanceOf(near) : null
  const filter = and(
    isNull(service.withdrawnAt),
    eq(serviceAtLocation.isCurrent, true),
    eq(location.isHidden, false),
    near ? isWithin(near) : undefined,
    ...conditions(where)
  )
  const order = metres ? [asc(metres), asc(serviceAtLocation.id)] : [asc(serviceAtLocation.serviceId), asc(serviceAtLocation.locationId)]
  const rows: PublishedSite[] = await joinSites(db, filter)
    .orderBy(...order)
    .offset(offset)
    .limit(limit)
  const [counted] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(serviceAtLocation)
    .innerJoin(location, eq(location.id, serviceAtLocation.locationId))
    .innerJoin(service, eq(service.id, serviceAtLocation.serviceId))
    .where(filter)
  return { rows, total: counted?.total ?? 0 }
}

export async function findPublishedSite(db: Database, id: string): Promise<PublishedSite | null> {
  const filter = and(eq(serviceAtLocation.id, id), eq(serviceAtLocation.isCurrent, true), eq(location.isHidden, false), isNull(service.withdrawnAt))
  const [found] = await joinSites(db, filter).orderBy(asc(serviceAtLocation.serviceId)).limit(1)
  return found ?? null
}

function joinSites(db: Database, filter: SQL | undefined) {
  return db
    .select({ site: serviceAtLocation, location, service, organisation })
    .from(serviceAtLocation)
    .innerJoin(location, eq(location.id, serviceAtLocation.locationId))
    .innerJoin(service, eq(service.id, serviceAtLocation.serviceId))
    .leftJoin(organisation, eq(organisation.id, service.organisationId))
    .where(filter)
}

/** The open sites of a service within a distance. */
function sitesNear(near: Near): SQL {
  return sql`from ${serviceAtLocation} join ${location} on ${location.id} = ${serviceAtLocation.locationId}
    where ${serviceAtLocation.serviceId} = ${service.id} and ${serviceAtLocation.isCurrent} and not ${location.isHidden} and ${isWithin(near)}`
}

function isWithin(near: Near): SQL {
  return sql`(${location.latitude} is not null and ${boxOf(near)} and ${distanceOf(near)} <= ${near.metres})`
}

/** Haversine in plain SQL; the mean radius of the earth is that of the IUGG. */
function distanceOf({ latitude, longitude }: Near): SQL<number> {
  return sql<number>`(2 * 6371008.8 * asin(sqrt(least(1, power(sin(radians(${location.latitude} - ${latitude}) / 2), 2)
    + cos(radians(${latitude})) * cos(radians(${location.latitude})) * power(sin(radians(${location.longitude} - ${longitude}) / 2), 2)))))`
}

/** A box around the circle, so that most sites are passed over without working their distance out. */
function boxOf({ latitude, longitude, metres }: Near): SQL {
  const [tall, wide] = [metres / 111_000, metres / (111_000 * Math.cos((latitude * Math.PI) / 180))]
  return sql`(${location.latitude} between ${latitude - tall} and ${latitude + tall} and ${location.longitude} between ${longitude - wide} and ${longitude + wide})`
}

export async function findPublishedOrganisations(db: Database, { search }: { search?: string }, { offset, limit }: Slice) {
  const filter = search === undefined ? undefined : sql`${organisation.name} ilike ${`%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`
  const rows = await db.select().from(organisation).where(filter).orderBy(asc(organisation.id)).offset(offset).limit(limit)
  return { rows, total: await db.$count(organisation, filter) }
}

/** Organisations known by a code rather than a UUID: their published id has to be worked out. */
export async function findCodedOrganisations(db: Database): Promise<OrganisationRow[]> {
  return db
    .select()
    .from(organisation)
    .where(sql`length(${organisation.id}) < 36`)
}

/** Every term of other taxonomies that a published service is filed under, each once. */
export async function findForeignTerms(db: Database): Promise<Term[]> {
  const rows = await db
    .select({ term: sql<Term>`(array_agg(term.value order by term.value ->> 'id'))[1]` })
    .from(sql`${service}, jsonb_array_elements(${service.terms}) as term`)
    .where(isNull(service.withdrawnAt))
    .groupBy(sql`term.value ->> 'termId'`)
    .orderBy(sql`term.value ->> 'termId'`)
  return rows.map(({ term }) => term)
}
