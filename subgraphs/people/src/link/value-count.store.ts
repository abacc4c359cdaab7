import { desc, lt, sql, type SQL } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { identityLocation, identityRecord } from '../../db/tables.ts'
import { valueCount, valueCounting } from '../../db/tables/value-count.ts'
import type { RarityField } from './linkage-model.rules.ts'
import type { Counted, RawCount, Standing, Totals } from './value-count.rules.ts'

export async function findNewestCounting(tx: Database): Promise<{ number: number; countedAt: Date; records: number } | null> {
  const { number, countedAt, records } = valueCounting
  const [row] = await tx.select({ number, countedAt, records }).from(valueCounting).orderBy(desc(number)).limit(1)
  return row ?? null
}

const fromAliases = (part: SQL) =>
  sql`select alias->>${part} from ${identityRecord}, jsonb_array_elements(aliases) as alias where jsonb_array_length(aliases) > 0`
const ofHomes = (part: SQL) => sql`select place->>${part} from ${identityLocation}, jsonb_array_elements(addresses) as place where place->>'kind' = 'HOME'`

// Home postcodes and towns only: others are shared by whoever is there. The first half of a postcode is none.
const valuesOf: Record<RarityField, SQL> = {
  givenName: sql`select given_name from ${identityRecord} union all ${fromAliases(sql`'given'`)}`,
  familyName: sql`select family_name from ${identityRecord} union all ${fromAliases(sql`'family'`)}`,
  postcode: sql`select value from (${ofHomes(sql`'postcode'`)}) as home(value) where value like '% %'`,
  town: ofHomes(sql`'town'`)
}

/**
 * How many values each field has in the records, and how often each stands there as it is written, for those that stand there twice or more
 * and make up half of a share at least: others may be written in two ways. With the linker's view.
 */
export async function countRaw(tx: Database, shares: Readonly<Record<RarityField, number>>): Promise<{ records: number; totals: Totals; raw: RawCount[] }> {
  const raw: RawCount[] = []
  const totals: Totals = { givenName: 0, familyName: 0, postcode: 0, town: 0 }
  for (const field of Object.keys(valuesOf) as RarityField[]) {
    const rows = (await tx.execute(sql`select value, count, total from
      (select value, count(*)::int as count, (sum(count(*)) over ())::int as total from (${valuesOf[field]}) as standing(value)
        where value is not null group by value) as grouped
      where count > 1 and count >= total * ${shares[field] / 2}::float8`)) as unknown as { value: string; count: number; total: number }[]
    totals[field] = rows[0]?.total ?? 0
    for (const { value, count } of rows) raw.push({ field, value, count })
  }
  const [{ records } = { records: 0 }] = await tx.select({ records: sql<number>`count(*)::int` }).from(identityRecord)
  return { records, totals, raw }
}

/** Puts a count in the place of the one before, unless somebody else has done so meanwhile. */
export async function putCount(tx: Database, { totals, counts }: Counted, about: { number: number; countedAt: Date; records: number }): Promise<void> {
  const { number } = about
  const put = await tx
    .insert(valueCounting)
    .values({ ...about, totals })
    .onConflictDoNothing()
    .returning({ number: valueCounting.number })
  if (put.length === 0) return
  await tx.execute(sql`insert into ${valueCount} (number, key, count)
    select ${number}::int, hashtextextended(key, 0), sum(count)::int
    from unnest(${sql.param([...counts.keys()])}::text[], ${`{${[...counts.values()].join()}}`}::int[]) as given(key, count) group by 2`)
  await tx.delete(valueCount).where(lt(valueCount.number, number))
  await tx.delete(valueCounting).where(lt(valueCounting.number, number))
}

/**
 * What the newest count says of the values of these keys; null where nothing was counted yet. Each is looked up by itself: in a join
 * row-level security would let the index be used for the number alone, since hashing can leak.
 */
export async function findCounts(tx: Database, keys: readonly string[]): Promise<Standing | null> {
  const [row] = (await tx.execute(sql`select newest.number, newest.totals,
      (select coalesce(jsonb_strip_nulls(jsonb_object_agg(given.key,
          (select counted.count from ${valueCount} counted where counted.number = newest.number and counted.key = hashtextextended(given.key, 0)))), '{}')
        from unnest(${sql.param([...keys])}::text[]) as given(key)) as counts
    from (select number, totals from ${valueCounting} order by number desc limit 1) as newest`)) as unknown as Standing[]
  return row ?? null
}
