import { eq, sql } from 'drizzle-orm'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { openPool, type Pool } from './db.ts'
import { orderedBy } from './page.ts'
import { findPageOfEach, openRows } from './rows.ts'

const box = pgTable('box', { id: uuid().primaryKey(), room: text().notNull(), size: integer().notNull(), version: integer().notNull().default(1) })
const boxes = openRows(box)
const bySize = orderedBy(box.size, box.id)

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await cloneDatabase()
  pool = openPool({ url: database.url, max: 2 })
  await pool.db.execute(sql`create table box (id uuid primary key, room text not null, size integer not null, version integer not null default 1)`)
})
beforeEach(() => pool.db.execute(sql`truncate box`))
afterAll(async () => {
  await pool.close()
  await database.drop()
})

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`
const put = (...rows: [number, string, number][]) =>
  boxes.insert(
    pool.db,
    rows.map(([last, room, size]) => ({ id: id(last), room, size, version: 1 }))
  )

describe('the rows of a table', () => {
  test('are found by id, one or many, and there may be none', async () => {
    await put([1, 'attic', 3], [2, 'attic', 5])

    expect(await boxes.findOne(pool.db, id(2))).toMatchObject({ id: id(2), size: 5 })
    expect(await boxes.findOne(pool.db, id(9))).toBeNull()
    expect((await boxes.findMany(pool.db, [id(1), id(9)])).map((row) => row.id)).toEqual([id(1)])
    expect(await boxes.findManyForChange(pool.db, [])).toEqual([])
  })

  test('found for a change are locked until the transaction ends', async () => {
    await put([1, 'attic', 3])

    await pool.db.transaction(async (tx) => {
      expect(await boxes.findForChange(tx, id(1))).toMatchObject({ size: 3 })
      const waiting = pool.db
        .select()
        .from(box)
        .where(eq(box.id, id(1)))
        .for('update', { skipLocked: true })
      expect(await waiting).toEqual([])
    })
    expect(await boxes.findForChange(pool.db, id(9))).toBeNull()
  })

  test('are changed to their next version, or as they are given', async () => {
    await put([1, 'attic', 3], [2, 'attic', 5])

    expect(await boxes.updateNext(pool.db, id(1), { size: 4 })).toEqual({ id: id(1), room: 'attic', size: 4, version: 2 })
    await boxes.update(pool.db, [{ id: id(2), room: 'cellar', size: 6, version: 7 }])

    expect(await boxes.findOne(pool.db, id(2))).toEqual({ id: id(2), room: 'cellar', size: 6, version: 7 })
    await expect(boxes.updateNext(pool.db, id(9), { size: 1 })).rejects.toThrow('gone')
  })
})

describe('a page of the rows of each of several values', () => {
  const pageOfEach = (after: string[] | null) =>
    findPageOfEach(pool.db, { table: box, each: box.room, where: sql`${box.size} < 10`, order: bySize, page: { limit: 1, after } })

  test('holds one row more of each than the page, of those that are wanted, in order', async () => {
    await put([1, 'attic', 3], [2, 'attic', 1], [3, 'attic', 2], [4, 'cellar', 9], [5, 'cellar', 10])

    expect((await pageOfEach(null)).map((row) => row.id)).toEqual([id(2), id(3), id(4)])
  })

  test('begins behind the place it is given', async () => {
    await put([1, 'attic', 3], [2, 'attic', 1], [3, 'attic', 3], [4, 'cellar', 9])

    expect((await pageOfEach(['3', id(1)])).map((row) => row.id)).toEqual([id(3), id(4)])
  })
})
