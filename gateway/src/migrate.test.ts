import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { openPool, type Pool } from '@throughcare/kit/db'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'

const program = fileURLToPath(new URL('migrate.ts', import.meta.url))
const migrate = (url: string) => promisify(execFile)(process.execPath, [program], { env: { ...process.env, DATABASE_URL: url } })

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
const facilities = async () => [...(await pool.db.execute<{ count: number }>(sql`select count(*)::int as count from directory.facility`))][0]?.count

test('a database is brought up to date with the places and facilities of the release, and again with nothing more', async () => {
  const { stdout } = await migrate(database.url)
  const first = await facilities()
  await migrate(database.url)

  expect(stdout).toBe('Every room is up to date.\n')
  expect(first).toBeGreaterThan(10)
  expect(await facilities()).toBe(first)
})

test('without a database it says which setting is missing', async () => {
  await expect(migrate('')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('Set DATABASE_URL') })
})
