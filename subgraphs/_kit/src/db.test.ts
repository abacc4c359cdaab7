import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { fillByLookUps, openPool, takeStock, withRole, withRows, type Database, type Pool } from './db.ts'

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

test('a lent role is there from the first statement of the work on, whatever sends it, and given back after the last', async () => {
  const roleOf = async (tx: Database) => ((await tx.execute(sql`select current_setting('app.role') as role`)) as unknown as [{ role: string }])[0].role
  const selected = sql<string>`current_setting('app.role')`
  await pool.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.role', 'ld-practitioner', true)`)
    const raw = await withRole(tx, 'system-linker', () => roleOf(tx))
    const built = await withRole(tx, 'system-linker', async () => (await tx.select({ role: selected }).from(sql`(select) as one`))[0]?.role)

    expect([raw, built, await roleOf(tx)]).toEqual(['system-linker', 'system-linker', 'ld-practitioner'])
  })
})

test('a principal is bound from the first statement of the work on, whatever sends it, and for that work alone', async () => {
  const bound = sql<string>`current_setting('app.subject', true)`
  const readBy = async (subject: string, read: (tx: Database) => Promise<unknown>) =>
    withRows(pool.db, { subject, role: 'ld-practitioner', organisation: '', service: '', audiences: [] }, 'read only', read)
  const asked = async (db: Database) => ((await db.execute(sql`select ${bound} as subject`)) as unknown as [{ subject: string }])[0].subject
  const built = async (db: Database) => (await db.select({ subject: bound }).from(sql`(select) as one`))[0]?.subject

  const read = [await readBy('one', asked), await readBy('two', built), await readBy('three', (tx) => tx.transaction(asked)), await asked(pool.db)]

  expect(read).toEqual(['one', 'two', 'three', ''])
})

test('what cannot be bound is not worked on', async () => {
  const settings = { subject: 'no\u0000text', role: '', organisation: '', service: '', audiences: [] }

  await expect(withRows(pool.db, settings, 'read write', async (tx) => void (await tx.execute(sql`select 1`)))).rejects.toThrow()
})

test('a connection that fills tables plans anew each time its transactions have doubled in number', async () => {
  const said: string[] = []
  const filling = openPool({ url: database.url, max: 1, onStatement: (statement) => said.push(statement) })
  const plannedAnew: number[] = []
  for (let turn = 1; turn <= 17; turn += 1) {
    await filling.db.transaction((tx) => fillByLookUps(tx))
    if (said.splice(0).includes('discard plans')) plannedAnew.push(turn)
  }
  await filling.close()

  expect(plannedAnew).toEqual([1, 2, 4, 8, 16])
})

describe('taking stock of a schema', () => {
  const rowsThoughtOf = async (table: string) => {
    const [{ rows }] = (await pool.db.execute(sql`select reltuples::int as rows from pg_class where relname = ${table}`)) as unknown as [{ rows: number }]
    return rows
  }
  const fill = async (table: string) => {
    await pool.db.execute(sql`create schema if not exists stock`)
    await pool.db.execute(sql.raw(`create table stock.${table} with (autovacuum_enabled = off) as select from generate_series(1, 1000)`))
  }

  test('has PostgreSQL know how many rows there are', async () => {
    await fill('many')

    await takeStock(database.url, 'stock', 1_000)

    expect(await rowsThoughtOf('many')).toBe(1_000)
  })

  test('is left to its own housekeeping where few were written', async () => {
    await fill('few')

    await takeStock(database.url, 'stock', 999)

    expect(await rowsThoughtOf('few')).toBe(-1)
  })
})

const sent = 2_000
// In a process of its own: what other tests leave behind in this one would be counted too.
const leftBehind = `
  import { sql } from 'drizzle-orm'
  import { openPool } from ${JSON.stringify(new URL('db.ts', import.meta.url).href)}
  const pool = openPool({ url: process.argv[1], max: 1 })
  const ask = (place) => pool.db.transaction((tx) => tx.execute(sql\`select \${place + '-'.repeat(1_000)}::text as answered\`))
  for (let place = 0; place < 500; place += 1) await ask(place)
  gc()
  for (let place = 0; place < ${sent}; place += 1) await ask(place)
  gc({ type: 'minor' })
  gc({ type: 'minor' })
  const { heapUsed } = process.memoryUsage()
  gc()
  console.log(heapUsed - process.memoryUsage().heapUsed)
  await pool.close()`

test('what was sent and answered goes with the next young collection, which is short, not only with one of everything, which is long', async () => {
  const run = ['--expose-gc', '--input-type=module', '--eval', leftBehind, database.url]
  const { stdout } = await promisify(execFile)(process.execPath, run, { cwd: fileURLToPath(new URL('..', import.meta.url)) })

  expect(Number(stdout)).toBeLessThan(sent * 1_800)
})
