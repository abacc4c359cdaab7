import { eq, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { area, postcode } from '../../db/tables.ts'
import { excluded } from '../excluded.ts'

export type PostcodeRow = typeof postcode.$inferSelect
export type AreaRow = typeof area.$inferSelect
/** Where a postcode lies, before it is said where that was read. */
export type Fix = Pick<PostcodeRow, 'code' | 'grain' | 'latitude' | 'longitude' | 'areaCodes'>

export async function findPostcodes(db: Database, codes: readonly string[]): Promise<PostcodeRow[]> {
  return db.select().from(postcode).where(isAnyOf(postcode.code, codes))
}

/** The districts of which some part lies in an area. */
export async function findDistrictsOfArea(db: Database, areaCode: string): Promise<PostcodeRow[]> {
  return db
    .select()
    .from(postcode)
    .where(sql`${postcode.grain} = 'DISTRICT' and ${postcode.areaCodes} @> array[${areaCode}]::text[]`)
}

/** Every area: there are a few dozen. */
export async function findAreas(db: Database): Promise<AreaRow[]> {
  return db.select().from(area)
}

export async function upsertAreas(tx: Database, rows: AreaRow[]): Promise<void> {
  await tx
    .insert(area)
    .values(rows)
    .onConflictDoUpdate({ target: area.code, set: excluded(area, ['name', 'within', 'source', 'asAt']) })
}

/** Writes where postcodes lie, in one statement; answers how many were new or changed. */
export async function writePostcodes(tx: Database, facts: { source: string; asAt: string }, fixes: readonly Fix[]): Promise<number> {
  if (fixes.length === 0) return 0
  const column = (pick: (fix: Fix) => string | number) => sql.param(fixes.map(pick))
  const written = await tx.execute(sql`
    insert into ${postcode} as standing (code, grain, latitude, longitude, area_codes, source, as_at)
    select code, grain, latitude, longitude, string_to_array(areas, ' '), ${facts.source}, ${facts.asAt}::date
    from unnest(${column(({ code }) => code)}::text[], ${column(({ grain }) => grain)}::text[], ${column(({ latitude }) => latitude)}::float8[],
                ${column(({ longitude }) => longitude)}::float8[], ${column(({ areaCodes }) => areaCodes.join(' '))}::text[])
         as given(code, grain, latitude, longitude, areas)
    on conflict (code) do update set latitude = excluded.latitude, longitude = excluded.longitude, area_codes = excluded.area_codes,
      source = excluded.source, as_at = excluded.as_at
    where (standing.latitude, standing.longitude, standing.area_codes) is distinct from (excluded.latitude, excluded.longitude, excluded.area_codes)
    returning 1`)
  return written.length
}

/** The units as they now stand, to tell new ones from changed ones. */
export async function countPostcodes(db: Database, codes: readonly string[]): Promise<number> {
  return db.$count(postcode, isAnyOf(postcode.code, codes))
}

/** Works every sector out anew: the middle of its units, with all their areas. */
export async function writeSectors(tx: Database, facts: { source: string; asAt: string }): Promise<void> {
  await tx.execute(sql`
    insert into ${postcode} (code, grain, latitude, longitude, area_codes, source, as_at)
    select left(code, -2), 'SECTOR', round(avg(latitude)::numeric, 5), round(avg(longitude)::numeric, 5), array(select distinct unnest(array_agg(area_codes[1]))), ${facts.source}, ${facts.asAt}::date
    from ${postcode} where ${eq(postcode.grain, 'UNIT')} group by left(code, -2)
    on conflict (code) do update set latitude = excluded.latitude, longitude = excluded.longitude, area_codes = excluded.area_codes,
      source = excluded.source, as_at = excluded.as_at`)
}
