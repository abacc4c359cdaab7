import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { need, organisation } from '../../db/tables.ts'
import { location, serviceAtLocation } from '../../db/tables/location.ts'
import { indexedService, serviceReach, serviceWord, spelling, spellingTrigram } from '../../db/tables/search.ts'
import { service } from '../../db/tables/service.ts'
import { degreesEvened } from '../location/location.store.ts'

/** How a service is found of which nobody has said what need it meets. */
export const needUnsaid = '?'

/**
 * Works out anew what services are found by: where they are and whom they serve, and the words they use. To be called once services,
 * their sites or their locations are written; `known` are those of them that are not new. Nothing of a hidden location goes in, not even its town.
 */
export async function indexServices(tx: Database, ids: readonly string[], known: readonly string[] = ids): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(sql`insert into ${indexedService} (service_id) select unnest(${sql.param([...ids])}::uuid[]) on conflict do nothing`)
  await indexReach(tx, ids, known)
  await indexWords(tx, ids, known)
}

/** Every service given at some locations. */
export async function findServicesAt(tx: Database, locationIds: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ service_id: string }>(
    sql`select distinct service_id from ${serviceAtLocation} where location_id = any(${sql.param([...locationIds])}::uuid[])`
  )
  return [...rows].map(({ service_id }) => service_id)
}

/** Some services that no word leads to yet, or that are not found where they are: those of an older release, or of a place whose spot is better known now. */
export async function findUnindexed(tx: Database, most: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from ${service} as service where not exists (select from ${indexedService} as known where known.service_id = service.id)
    union select service.id from ${service} as service join ${serviceAtLocation} as at on at.service_id = service.id and at.is_current
      join ${location} as location on location.id = at.location_id and not location.is_hidden and location.spot is not null
      where service.withdrawn_at is null and service.status in ('ACTIVE', 'TEMPORARILY_CLOSED') and not exists (
        select from ${indexedService} join ${serviceReach} as known using (number) where service_id = service.id and known.site_id = location.id and known.is_current and known.east = location.spot[0] and known.north = location.spot[1])
    union select service.id from ${service} as service join ${indexedService} as indexed on indexed.service_id = service.id
      where withdrawn_at is null and status in ('ACTIVE', 'TEMPORARILY_CLOSED') and need_codes = '{}' and not exists (
        select from ${serviceReach} as known where known.number = indexed.number and known.need_code = ${needUnsaid})
    limit ${most}`)
  return [...rows].map(({ id }) => id)
}

/** The side of a square, in degrees of latitude: about a mile and a half. */
const squareSide = 0.02

/** The squares up to `rings` away from the one that a point lies in. */
export function squaresAround({ latitude, longitude }: { latitude: number; longitude: number }, rings: number): string[] {
  const [north, east] = [Math.floor(latitude / squareSide), Math.floor((longitude * degreesEvened) / squareSide)]
  const steps = Array.from({ length: 2 * rings + 1 }, (_, step) => step - rings)
  return steps.flatMap((up) => steps.map((right) => `@${north + up} ${east + right}`))
}

/** How far from a point everything is sure to lie within the squares around it, in degrees of latitude. */
export function sureWithin(rings: number): number {
  return rings * squareSide
}

function numbersOf(ids: readonly string[]): SQL {
  return sql`any(array(select number from ${indexedService} where service_id = any(${sql.param([...ids])}::uuid[])))`
}

async function indexReach(tx: Database, ids: readonly string[], known: readonly string[]): Promise<void> {
  const wanted = sql`any(${sql.param([...ids])}::uuid[])`
  if (known.length > 0) await tx.execute(sql`update ${serviceReach} set is_current = false where number = ${numbersOf(known)} and is_current`)
  await tx.execute(sql`
    insert into ${serviceReach} (number, need_code, reach, site_id, east, north, assured_date)
    select number, need_code, reach, site_id, east, north, assured_date from ${service} as service join ${indexedService} on service_id = service.id,
      lateral (
        select '@' || floor(spot[1] / ${squareSide}::float8)::int || ' ' || floor(spot[0] / ${squareSide}::float8)::int, location.id, spot[0], spot[1] ${onTheMap}
        union all select code, service.id, null, null from unnest(coverage) as code
        union all select reach, service.id, null, null from unnest(case when coverage is null then array['nowhere', 'unsaid'] else array['nowhere'] end) as reach
          where not exists (select ${onTheMap})) as reached(reach, site_id, east, north),
      unnest(array_prepend('', case when need_codes = '{}' then array[${needUnsaid}] else need_codes end)) as need_code
    where service.id = ${wanted} and withdrawn_at is null and status in ('ACTIVE', 'TEMPORARILY_CLOSED')
    order by number
    on conflict (number, need_code, reach, site_id) do update
      set east = excluded.east, north = excluded.north, assured_date = excluded.assured_date, is_current = true`)
}

/** The sites of `service` that are on the map. */
const onTheMap = sql`from ${serviceAtLocation} as at join ${location} as location on location.id = at.location_id
  where at.service_id = service.id and at.is_current and not location.is_hidden and location.spot is not null`

/** Text whose words stand apart: PostgreSQL takes `drug/alcohol` for a file, `co.uk` for a host and `drop-in` for one word. */
function apart(text: SQL): SQL {
  return sql`translate(lower(${text}), '/-.&@:_+', '        ')`
}

/** A service's whole name as a word, the same however it is written. */
export function wholeName(name: SQL): SQL {
  return sql`'=' || btrim(regexp_replace(lower(${name}), '[^[:alnum:]]+', ' ', 'g'))`
}

async function indexWords(tx: Database, ids: readonly string[], known: readonly string[]): Promise<void> {
  const wanted = sql`any(${sql.param([...ids])}::uuid[])`
  if (known.length > 0) await tx.execute(sql`update ${serviceWord} set weight = 0 where number = ${numbersOf(known)} and weight > 0`)
  await tx.execute(sql`
    with wanted as materialized (select number, service.* from ${service} as service join ${indexedService} on service_id = service.id where service.id = ${wanted}),
    said as materialized (select number, spoken.weight, spoken.words from wanted as service
      left join ${organisation} as organisation on organisation.id = service.organisation_id,
      lateral (values (4, ${apart(sql`service.name`)}),
        (3, ${apart(sql`concat_ws(' ', alternate_name, (select string_agg(label, ' ') from ${need} where code = any(need_codes)),
          (select string_agg(term ->> 'name', ' ') from jsonb_array_elements(terms) as term))`)}),
        (2, ${apart(sql`concat_ws(' ', organisation.name, (select string_agg(distinct location.town, ' ') from ${serviceAtLocation} as at
          join ${location} as location on location.id = at.location_id and not location.is_hidden where at.service_id = service.id and at.is_current))`)}),
        (1, ${apart(sql`concat_ws(' ', service.description, eligibility)`)})) as spoken(weight, words)
      where spoken.words <> ''),
    added as (
      insert into ${spelling} (word)
      select distinct lexeme from said, unnest(to_tsvector('simple', words))
      where lexeme ~ '^[a-z]{4,30}$' and not exists (select from ${spelling} as known where known.word = lexeme)
      order by lexeme on conflict do nothing returning word),
    spelt as (${insertTrigrams(sql`added`)})
    insert into ${serviceWord} (number, word, weight)
    select number, word, max(weight) from (
      select number, lexeme as word, weight from said, unnest(to_tsvector('english', words))
      union all select number, ${wholeName(sql`name`)}, 6 from wanted
      union all select number, '@' || code, 3 from wanted, unnest(need_codes) as code) as found
    group by number, word order by number, word
    on conflict (number, word) do update set weight = excluded.weight`)
}

function insertTrigrams(added: SQL): SQL {
  return sql`insert into ${spellingTrigram} (trigram, word)
    select distinct substr('  ' || word || ' ', place, 3), word from ${added}, generate_series(1, length(word) + 1) as place on conflict do nothing`
}

/** Adds words that somebody may look for, though no service uses them. */
export async function addSpellings(tx: Database, words: readonly string[]): Promise<void> {
  await tx.execute(sql`
    with added as (
      insert into ${spelling} (word) select word from unnest(${sql.param([...words])}::text[]) as given(word)
      where word ~ '^[a-z]{4,30}$' order by word on conflict do nothing returning word)
    ${insertTrigrams(sql`added`)}`)
}
