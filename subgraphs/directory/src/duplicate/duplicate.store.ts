import { sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { organisation } from '../../db/tables.ts'
import { location } from '../../db/tables/location.ts'
import { indexedService, serviceReach } from '../../db/tables/search.ts'
import { service } from '../../db/tables/service.ts'
import type { Suggestion } from './duplicate.rules.ts'

/** At most so many entries are looked at for one thing in common. */
const mostPerKey = 100

/**
 * Entries of other sources that have a telephone number, a web address or a registered number in common with some entries. Entries of one
 * source are told apart by that source, and often share all of these; those written down here may be twins. `offset` keeps the looking up in this order.
 */
export async function findByKeys(db: Database, ids: readonly string[]): Promise<Suggestion[]> {
  const theirs = sql`theirs.id <> mine.id and theirs.withdrawn_at is null and (theirs.feed is distinct from mine.feed or mine.feed is null) limit ${mostPerKey}`
  const rows = await db.execute<Suggestion>(sql`
    with mine as (select service.id, service.feed, phone_key, web_key, charity_number, company_number from ${service} as service
      left join ${organisation} as organisation on organisation.id = organisation_id where service.id = any(${sql.param([...ids])}::uuid[]) offset 0)
    select mine.id as "serviceId", same.id as "otherId", 'SAME_PHONE' as reason
      from mine, lateral (select theirs.id from ${service} as theirs where theirs.phone_key = mine.phone_key and ${theirs}) as same
    union all select mine.id, same.id, 'SAME_WEB_ADDRESS'
      from mine, lateral (select theirs.id from ${service} as theirs where theirs.web_key = mine.web_key and ${theirs}) as same
    union all select mine.id, same.id, 'SAME_REGISTERED_NUMBER'
      from mine, lateral (select id from ${organisation} where charity_number = mine.charity_number
        union select id from ${organisation} where company_number = mine.company_number) as run_by,
      lateral (select theirs.id from ${service} as theirs where theirs.organisation_id = run_by.id and ${theirs}) as same`)
  return [...rows]
}

export type Neighbours = { serviceId: string; name: string; otherId: string; otherName: string }

/** Half a kilometre, in degrees of latitude: what has one postcode lies closer. */
const sureOfPostcode = 0.005

/** Entries of other sources with a site at the same postcode, with both names. Neither hidden sites nor entries that nobody can use are among them. */
export async function findAtSamePostcode(db: Database, ids: readonly string[]): Promise<Neighbours[]> {
  const rows = await db.execute<Neighbours>(sql`
    with mine as (select distinct service.id, service.name, service.feed, reached.number, reached.reach, reached.east, reached.north, location.postcode
      from ${service} as service join ${indexedService} as indexed on indexed.service_id = service.id
      join ${serviceReach} as reached on reached.number = indexed.number and reached.need_code = '' and reached.is_current and reached.east is not null
      join ${location} as location on location.id = reached.site_id and location.postcode is not null
      where service.id = any(${sql.param([...ids])}::uuid[]) offset 0)
    select distinct mine.id as "serviceId", mine.name, near.id as "otherId", near.name as "otherName" from mine,
      lateral (select theirs.id, theirs.name from ${serviceReach} as reached
        join ${location} as location on location.id = reached.site_id
        join ${indexedService} as indexed on indexed.number = reached.number
        join ${service} as theirs on theirs.id = indexed.service_id
        where reached.need_code = '' and reached.reach = mine.reach and reached.is_current and reached.number <> mine.number
          and abs(reached.east - mine.east) < ${sureOfPostcode} and abs(reached.north - mine.north) < ${sureOfPostcode}
          and location.postcode = mine.postcode and (theirs.feed is distinct from mine.feed or mine.feed is null)
        limit ${mostPerKey}) as near`)
  return [...rows]
}
