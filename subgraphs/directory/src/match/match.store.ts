import { and, asc, desc, eq, inArray, isNull, not, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { location, serviceAtLocation } from '../../db/tables/location.ts'
import { indexedService, serviceReach } from '../../db/tables/search.ts'
import { service } from '../../db/tables/service.ts'
import { degreesEvened } from '../location/location.store.ts'
import { needUnsaid, squaresAround, sureWithin } from '../search/search-index.store.ts'

type Spot = { latitude: number; longitude: number }

/** A mile and a half around, then seven, then everywhere. What nobody said the need of is not looked for further than seven. */
const ringsTried = [1, 5, null]
const ringsOf = (need: string) => (need === needUnsaid ? [1, 5] : ringsTried)

/** Services whose sites lie nearest to a point: the closest `most` sites decide. `need` is empty for any. */
export async function findNearest(db: Database, need: string, here: Spot, most: number): Promise<string[]> {
  const apart = sql`sqrt((east - ${here.longitude * degreesEvened}::float8) ^ 2 + (north - ${here.latitude}::float8) ^ 2)`
  let nearest: string[] = []
  for (const rings of ringsOf(need)) {
    const inSquares = rings === null ? sql`reach >= '@' and reach < 'A'` : sql`reach = any(${sql.param(squaresAround(here, rings))}::text[])`
    const found = [
      ...(await db.execute<{ service_id: string; apart: number }>(sql`
        select service_id, apart from (select number, ${apart} as apart from ${serviceReach} where need_code = ${need} and ${inSquares} and is_current
          order by apart, number limit ${most}) as nearest join ${indexedService} using (number) order by apart, number`))
    ]
    const isSure = rings === null || (found.length === most && (found.at(-1)?.apart ?? 0) <= sureWithin(rings))
    nearest = [...new Set(found.map(({ service_id }) => service_id))]
    if (isSure) break
  }
  return nearest
}

/** Services that say they serve one of some areas; then those without a site on the map, of which nobody knows, or that serve others. The last checked first. */
export async function findServing(db: Database, need: string, areas: readonly string[], most: number): Promise<string[]> {
  const told = (nth: number, reaches: readonly string[]) => sql`(select number, ${nth}::int as nth, assured_date from ${serviceReach}
    where need_code = ${need} and reach = any(${sql.param([...reaches])}::text[]) and is_current order by assured_date desc nulls last, number limit ${most})`
  const rows = await db.execute<{ service_id: string }>(sql`
    select service_id from (select number, min(nth) as nth, max(assured_date) as assured_date from (${told(1, areas)} union all ${told(2, ['unsaid'])} union all ${told(3, ['nowhere'])}) as told
      group by number) as told join ${indexedService} using (number) order by nth, assured_date desc nulls last, number limit ${most}`)
  return [...rows].map(({ service_id }) => service_id)
}

/** Services that meet a need, the last checked first; where none is named, by name. */
export async function findMeeting(db: Database, need: string, most: number): Promise<string[]> {
  if (need === '') {
    const all = await db.select({ id: service.id }).from(service).where(isUsable).orderBy(asc(service.name), asc(service.id)).limit(most)
    return all.map(({ id }) => id)
  }
  const rows = await db
    .select({ id: indexedService.serviceId })
    .from(serviceReach)
    .innerJoin(indexedService, eq(indexedService.number, serviceReach.number))
    .where(and(eq(serviceReach.needCode, need), eq(serviceReach.isCurrent, true)))
    .groupBy(indexedService.number, indexedService.serviceId)
    .orderBy(desc(sql`coalesce(max(${serviceReach.assuredDate}), '-infinity')`), asc(indexedService.number))
    .limit(most)
  return rows.map(({ id }) => id)
}

const isUsable = and(isNull(service.withdrawnAt), inArray(service.status, ['ACTIVE', 'TEMPORARILY_CLOSED']))

const weighed = {
  ...{
    id: service.id,
    name: service.name,
    status: service.status,
    needCodes: service.needCodes,
    minimumAge: service.minimumAge,
    maximumAge: service.maximumAge
  },
  ...{ takesUnder18: service.takesUnder18, takesSex: service.takesSex, coverage: service.coverage, convictionExclusions: service.convictionExclusions },
  ...{ takesNoFixedAbode: service.takesNoFixedAbode, languages: service.languages, interpretation: service.interpretation },
  ...{ referralRoute: service.referralRoute, schedules: service.schedules, bankHolidays: service.bankHolidays }
}

/** Of some services those that can be used, with what they are weighed by. */
export async function findWeighed(db: Database, ids: readonly string[]) {
  return db
    .select(weighed)
    .from(service)
    .where(and(isAnyOf(service.id, ids), isUsable))
}

export type WeighedRow = Awaited<ReturnType<typeof findWeighed>>[number]

/** The sites that anybody may go to, in their order: where each lies, and its hours. */
export async function findOpenSites(db: Database, serviceIds: readonly string[]) {
  const rows = await db
    .select({ serviceId: serviceAtLocation.serviceId, locationId: location.id, schedules: serviceAtLocation.schedules, spot: location.spot })
    .from(serviceAtLocation)
    .innerJoin(location, eq(location.id, serviceAtLocation.locationId))
    .where(and(isAnyOf(serviceAtLocation.serviceId, serviceIds), eq(serviceAtLocation.isCurrent, true), not(location.isHidden)))
    .orderBy(asc(serviceAtLocation.position))
  return rows.map(({ spot: at, ...row }) => ({ ...row, spot: at && { latitude: at.y, longitude: at.x / degreesEvened } }))
}

export type OpenSite = Awaited<ReturnType<typeof findOpenSites>>[number]
