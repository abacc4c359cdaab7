import { openPool, withRows, type Pool } from '@throughcare/kit/db'
import { projectionRows } from '@throughcare/kit/room'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { findAwaiting, noteAwaiting, type Awaiting } from './awaiting-link.store.ts'

const linker = { ...projectionRows, role: 'system-linker' as const }

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await cloneDatabase()
  pool = openPool({ url: database.url, role: 'people_app', max: 1 })
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})

test('who waits is come to page by page, each once, those of one birthday after each other', async () => {
  const birthDates = ['1990-05-01', '1984-02-29', '1990-05-01', '2001-12-31', '1984-02-29', '1990-05-01', '2001-12-31']
  const records = birthDates.map((birthDate) => ({ recordId: crypto.randomUUID(), birthDate }))
  const bornOn = new Map<string, string>(records.map(({ recordId, birthDate }) => [recordId, birthDate]))

  const come = await withRows(pool.db, linker, 'read write', async (tx) => {
    await noteAwaiting(tx, records, { organisation: 'RW5', retentionClass: 'operational' })
    const found: Awaiting[] = []
    for (let page = await findAwaiting(tx, undefined, 2); page.length > 0; page = await findAwaiting(tx, page.at(-1), 2)) found.push(...page)
    return found.map(({ recordId }) => recordId)
  })

  expect(come.toSorted()).toEqual(records.map(({ recordId }) => recordId).toSorted())
  const days = come.map((recordId) => bornOn.get(recordId))
  expect(days.filter((day, place) => day !== days[place - 1])).toHaveLength(3)
})
