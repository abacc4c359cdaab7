import { room as audit } from '@throughcare/audit'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { migrateRoom } from './migrate.ts'

let database: TestDatabase

beforeAll(async () => void (database = await cloneDatabase()))
afterAll(() => database.drop())

test('several who bring a room up to date at once do so one after the other', async () => {
  const policies = () => database.rows(`select tablename, policyname, qual, with_check from pg_policies where schemaname = 'audit' order by 1, 2`)
  const before = await policies()

  await Promise.all(Array.from({ length: 4 }, () => migrateRoom(audit.name, audit.folder, database.url)))

  expect(before.length).toBeGreaterThan(0)
  expect(await policies()).toEqual(before)
})
