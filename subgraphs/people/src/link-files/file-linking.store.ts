import { sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'

// What a throw-away database holds of files beside the room's own tables; keys go into the room's, so that its own look-ups find candidates.

/** `line`: where the record starts in its file. `comparable`: what is compared of it, as JSON. */
export type StoredRecord = { number: number; id: string; line: number; comparable: string }
export type StoredPair = { one: number; other: number; weight: number }

export async function createTables(db: Database): Promise<void> {
  await db.execute(sql`create unlogged table record (number integer primary key, id text not null, line integer not null, comparable text not null)`)
  await db.execute(sql`create unlogged table pair (one integer not null, other integer not null, weight double precision not null, primary key (one, other))`)
}

export async function insertRecords(db: Database, records: readonly StoredRecord[]): Promise<void> {
  const [numbers, lines] = [records.map(({ number }) => number), records.map(({ line }) => line)]
  const [ids, comparables] = [records.map(({ id }) => id), records.map(({ comparable }) => comparable)]
  await db.execute(
    sql`insert into record select * from unnest(${integers(numbers)}, ${sql.param(ids)}::text[], ${integers(lines)}, ${sql.param(comparables)}::text[])`
  )
}

/** Writes pairs, each once whoever of the two found the other. Answers how many are new. */
export async function insertPairs(db: Database, pairs: readonly StoredPair[]): Promise<number> {
  if (pairs.length === 0) return 0
  const [ones, others] = [pairs.map(({ one }) => one), pairs.map(({ other }) => other)]
  const weights = `{${pairs.map(({ weight }) => weight).join()}}`
  const [{ count }] = (await db.execute(sql`with added as (insert into pair
    select * from unnest(${integers(ones)}, ${integers(others)}, ${weights}::double precision[]) on conflict do nothing returning 1)
    select count(*)::int as count from added`)) as unknown as [{ count: number }]
  return count
}

export async function findRecords(db: Database, numbers: readonly number[]): Promise<StoredRecord[]> {
  return (await db.execute(sql`select number, id, line, comparable from record where number = any(${integers(numbers)})`)) as unknown as StoredRecord[]
}

export async function findRecordsFrom(db: Database, first: number, count: number): Promise<StoredRecord[]> {
  return (await db.execute(
    sql`select number, id, line, comparable from record where number >= ${first} and number < ${first + count} order by number`
  )) as unknown as StoredRecord[]
}

/** The first line among these records whose id stands on an earlier line too; null when every id is there once. */
export async function findRepeatedId(db: Database, first: number, last: number): Promise<number | null> {
  const [row] = (await db.execute(sql`select min(line) as line from
    (select line, row_number() over (partition by id order by number) as place from record where number between ${first} and ${last}) as placed
    where place > 1`)) as unknown as [{ line: number | null }]
  return row.line
}

/** Tells the planner what the tables hold, once they are filled. */
export async function analyse(db: Database): Promise<void> {
  await db.execute(sql`analyze`)
}

/** Pairs in order of their records, from behind the last one read. */
export async function findPairsAfter(db: Database, [one, other]: readonly [number, number], given: { least: number; count: number }): Promise<StoredPair[]> {
  return (await db.execute(sql`select one, other, weight from pair where (one, other) > (${one}, ${other}) and weight >= ${given.least}
    order by one, other limit ${given.count}`)) as unknown as StoredPair[]
}

/** Pairs of `least` or more that begin with one of these records. */
export async function findPairsOf(db: Database, numbers: readonly number[], least: number): Promise<StoredPair[]> {
  return (await db.execute(sql`select one, other, weight from pair where one = any(${integers(numbers)}) and weight >= ${least}`)) as unknown as StoredPair[]
}

function integers(numbers: readonly number[]) {
  return sql`${`{${numbers.join()}}`}::integer[]`
}
