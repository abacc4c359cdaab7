import { sql } from 'drizzle-orm'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { openPool, type Database, type Pool } from './db.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await cloneDatabase()
  pool = openPool({ url: database.url, max: 1 })
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})

/** How often the connection has run the statement by a plan for any values, and by one made for these. */
async function plansOf(db: Database, mark: string): Promise<{ generic: number; custom: number }[]> {
  const [rows] = [
    await db.execute(
      sql`select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements where statement like ${`select '${mark}'%`}`
    )
  ]
  return [...rows] as { generic: number; custom: number }[]
}

test.each([
  ['by itself', (work: (db: Database) => Promise<void>) => work(pool.db)],
  ['in a transaction', (work: (db: Database) => Promise<void>) => pool.db.transaction(work)],
  ['in a transaction within another', (work: (db: Database) => Promise<void>) => pool.db.transaction((tx) => tx.transaction(work))]
])('a statement %s is planned once, whatever its values', async (place, within) => {
  const mark = place.replaceAll(' ', '-')
  for (const value of [1, 2, 3]) await within(async (db) => void (await db.execute(sql`select ${sql.raw(`'${mark}'`)}, ${value}::int`)))

  expect(await plansOf(pool.db, mark)).toEqual([{ generic: 3, custom: 0 }])
})
