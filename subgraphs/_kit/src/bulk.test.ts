import { boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { insertMany, isAnyOf, putNewest, updateMany } from './bulk.ts'
import { openPool, type Pool } from './db.ts'

const thing = pgTable('thing', {
  id: uuid().primaryKey(),
  name: text(),
  isTrue: boolean('is_true').notNull().default(false),
  size: integer(),
  day: date(),
  at: timestamp({ withTimezone: true }),
  payload: jsonb(),
  tags: text().array(),
  version: integer().notNull().default(1)
})

let database: TestDatabase
let pool: Pool
const sent: string[] = []
beforeAll(async () => {
  database = await cloneDatabase()
  pool = openPool({ url: database.url, max: 1, onStatement: (statement) => sent.push(statement) })
  await pool.db.execute(sql`create table thing (id uuid primary key, name text, is_true boolean not null default false, size integer, day date,
    at timestamptz, payload jsonb, tags text[], version integer not null default 1)`)
})
beforeEach(() => pool.db.execute(sql`truncate thing`))
afterAll(async () => {
  await pool.close()
  await database.drop()
})

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`
const whole = {
  name: 'x',
  isTrue: true,
  size: -7,
  day: '2026-06-01',
  at: new Date('2026-06-01T09:30:00.123Z'),
  payload: { a: ['b', 1, null] },
  tags: ['t', '{"', '']
}
const all = () => pool.db.select().from(thing).orderBy(thing.id)

describe('rows written in bulk', () => {
  test('are one statement, planned once, however few they are and whatever they have in common', async () => {
    sent.length = 0
    await insertMany(pool.db, thing, [{ id: id(1), ...whole }])
    await insertMany(pool.db, thing, [
      { id: id(2), ...whole },
      { id: id(3), ...whole, name: 'y' }
    ])
    await insertMany(pool.db, thing, [
      { id: id(4), ...whole },
      { id: id(5), ...whole, size: null }
    ])

    expect(new Set(sent).size).toBe(1)
    expect(sent).toHaveLength(3)
  })

  test.each([
    ['the same value in all of them', whole, whole],
    ['another in each', whole, { name: 'y', isTrue: false, size: 0, day: '1950-12-31', at: new Date('1970-01-01T00:00:00Z'), payload: { c: 'd' }, tags: [] }],
    ['nothing in one', whole, { name: null, isTrue: false, size: null, day: null, at: null, payload: null, tags: null }]
  ])('come back as they were given, with %s', async (_, one, other) => {
    await insertMany(pool.db, thing, [
      { id: id(1), ...one },
      { id: id(2), ...other }
    ])

    expect(await all()).toEqual([
      { id: id(1), version: 1, ...one },
      { id: id(2), version: 1, ...other }
    ])
  })

  test.each(['"', '\\', '{,}', '', ' ', 'NULL', 'null', "O'Sample", '£ é 日本 🙂', 'two\nlines', '\\"', '\u001f', '\u001d\u001e'])(
    'keep the text %j',
    async (name) => {
      await insertMany(pool.db, thing, [
        { id: id(1), name, payload: { name } },
        { id: id(2), name: 'other', payload: {} }
      ])

      expect((await all())[0]).toMatchObject({ name, payload: { name } })
    }
  )

  test('are refused where a text holds every mark that could part them', async () => {
    const name = Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('')

    await expect(insertMany(pool.db, thing, [{ id: id(1), name }, { id: id(2) }])).rejects.toThrow('A text is full of control characters.')
  })

  test('get the defaults of what is left out, and of none comes none', async () => {
    await insertMany(pool.db, thing, [{ id: id(1) }])
    await insertMany(pool.db, thing, [])

    expect(await all()).toMatchObject([{ version: 1, isTrue: false, name: null }])
  })

  test('do with a row that stands what they are told', async () => {
    await insertMany(pool.db, thing, [{ id: id(1), name: 'first' }])
    await insertMany(pool.db, thing, [{ id: id(1), name: 'second' }], sql`on conflict do nothing`)

    expect(await all()).toMatchObject([{ name: 'first' }])
  })
})

test('of what is told of a row the newest stands, under a version of its own, and what else is told of it is left alone', async () => {
  const tell = (name: string, size: number) => putNewest(pool.db, thing, [{ id: id(1), name, size }], { key: 'id', version: 'size' })
  await insertMany(pool.db, thing, [{ id: id(2), name: 'other', size: 1 }])
  await tell('second', 2)
  await updateMany(pool.db, thing, [{ id: id(1), day: '2026-06-01' }])

  for (const [name, size] of [['first', 1] as const, ['second again', 2] as const]) await tell(name, size)
  const before = await all()
  await tell('third', 3)

  expect(before).toMatchObject([
    { name: 'second', size: 2, day: '2026-06-01', version: 1 },
    { name: 'other', size: 1 }
  ])
  expect(await all()).toMatchObject([{ name: 'third', size: 3, day: '2026-06-01', version: 1 }, { name: 'other' }])
})

test('an update in bulk changes each row by its id, and no other', async () => {
  await insertMany(
    pool.db,
    thing,
    [1, 2, 3].map((number) => ({ id: id(number), name: 'old', size: number }))
  )
  await updateMany(pool.db, thing, [
    { id: id(1), name: 'one', isTrue: true, version: 2 },
    { id: id(2), name: null, isTrue: true, version: 2 }
  ])

  expect(await all()).toMatchObject([
    { name: 'one', isTrue: true, size: 1, version: 2 },
    { name: null, isTrue: true, size: 2, version: 2 },
    { name: 'old', isTrue: false, size: 3, version: 1 }
  ])
})

test('rows are found by one of many values, and by none of none', async () => {
  await insertMany(pool.db, thing, [{ id: id(1) }, { id: id(2) }, { id: id(3) }])
  const found = (ids: string[]) => pool.db.select({ id: thing.id }).from(thing).where(isAnyOf(thing.id, ids)).orderBy(thing.id)

  expect(await found([id(3), id(1)])).toEqual([{ id: id(1) }, { id: id(3) }])
  expect(await found([])).toEqual([])
})
