import { sql } from 'drizzle-orm'
import { date, pgTable, uuid } from 'drizzle-orm/pg-core'
import fc from 'fast-check'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { openPool, type Pool } from './db.ts'
import { refusalOf } from './errors.ts'
import { orderedBy, readPage, toConnection, toPersonConnection, type ListOrder, type Page } from './page.ts'
import { instant } from './room-tables.ts'

type Row = { id: string }
const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: String(index).padStart(4, '0') }))
const keyOf = ({ id }: Row) => [id]

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

function refusal(read: () => unknown) {
  try {
    read()
    return null
  } catch (error) {
    return refusalOf(error)
  }
}

/** What a store would answer: the rows behind the cursor, one more than the page holds. */
function find(all: readonly Row[], { limit, after }: Page): Row[] {
  return all.filter(({ id }) => !after || id > String(after[0])).slice(0, limit + 1)
}

describe('a page', () => {
  test.each([
    [undefined, 25],
    [null, 25],
    [1, 1],
    [100, 100]
  ])('asked for with first: %p holds %i', (first, limit) => expect(readPage({ first })).toEqual({ limit, after: null }))

  test.each([0, -1, 101, 1_000_000])('refuses first: %i', (first) => expect(refusal(() => readPage({ first }))?.code).toBe('BAD_USER_INPUT'))

  test.each(['secret-9990000018', '', 'e30', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuses the cursor %j without repeating it',
    (after) => {
      expect(refusal(() => readPage({ after }))?.code).toBe('BAD_USER_INPUT')
      expect(JSON.stringify(refusal(() => readPage({ after })))).not.toContain('9990000018')
    }
  )

  test('after page gives every row once, in order, and says rightly whether more follows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (count, first) => {
        const all = rows(count)
        const read: Row[] = []
        let after: string | null = null
        for (let more = true; more;) {
          const page = readPage({ first, after })
          const { edges, pageInfo } = toConnection(find(all, page), page, keyOf)
          read.push(...edges.map(({ node }) => node))
          expect(pageInfo.hasPreviousPage).toBe(after !== null)
          more = pageInfo.hasNextPage
          after = pageInfo.endCursor
        }
        expect(read).toEqual(all)
      })
    )
  })
})

describe('the order of a list', () => {
  const box = pgTable('box', { id: uuid().primaryKey(), movedAt: instant('moved_at').notNull(), dueOn: date('due_on').notNull() })
  let database: TestDatabase
  let pool: Pool
  beforeAll(async () => {
    database = await cloneDatabase()
    pool = openPool({ url: database.url, max: 1 })
    await pool.db.execute(sql`create table box (id uuid primary key, moved_at timestamptz not null, due_on date not null)`)
    // Three of each day, so that a page also ends amid rows of one value.
    await pool.db.execute(sql`insert into box select md5(n::text)::uuid, '2026-11-01T08:00Z'::timestamptz + n / 3 * interval '1 day', '2026-11-01'::date + n / 3
      from generate_series(0, 19) n`)
    await pool.db.execute(sql`create index box_in_order on box (moved_at, id)`)
  })
  afterAll(async () => {
    await pool.close()
    await database.drop()
  })

  type Box = typeof box.$inferSelect
  const idsOf = (boxes: readonly Box[]) => boxes.map(({ id }) => id)
  const byTime = ({ movedAt, id }: Box) => [movedAt.toISOString(), id]
  const byDay = ({ dueOn, id }: Box) => [dueOn, id]

  async function readPages(order: ListOrder, sortKey: (row: Box) => string[]): Promise<Box[]> {
    const read: Box[] = []
    let after: string | null = null
    for (let more = true; more;) {
      const page = readPage({ first: 4, after })
      const found = await pool.db
        .select()
        .from(box)
        .where(order.beyond(page.after))
        .orderBy(...order.by)
        .limit(page.limit + 1)
      const { edges, pageInfo } = toConnection(found, page, sortKey)
      read.push(...edges.map(({ node }) => node))
      more = pageInfo.hasNextPage
      after = pageInfo.endCursor
    }
    return read
  }

  test.each([
    ['a time, upwards', orderedBy(box.movedAt, box.id), byTime],
    ['a time, downwards', orderedBy(box.movedAt, box.id, 'downwards'), byTime],
    ['a day, upwards', orderedBy(box.dueOn, box.id), byDay],
    ['an expression, downwards', orderedBy({ of: sql`${box.dueOn} + 1`, type: 'date' }, box.id, 'downwards'), ({ dueOn, id }: Box) => [dayAfter(dueOn), id]]
  ])('by %s and by id gives every row once, page after page', async (_, order, sortKey) => {
    const all = await pool.db
      .select()
      .from(box)
      .orderBy(...order.by)

    expect(all).toHaveLength(20)
    expect(idsOf(await readPages(order, sortKey))).toEqual(idsOf(all))
  })

  test.each([
    ['an id alone', [crypto.randomUUID()]],
    ['a name where a time is due', ['Example Service', crypto.randomUUID()]],
    ['something else where an id is due', ['2026-11-03T08:00:00.000Z', 'RW5']],
    ['more than two values', ['2026-11-03T08:00:00.000Z', crypto.randomUUID(), 'more']]
  ])('refuses the cursor of another list, which holds %s, and does not begin anew', (_, after) => {
    const fault = refusal(() => orderedBy(box.movedAt, box.id).beyond(after))

    expect(fault).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('not a cursor of this list') })
    expect(fault?.message).not.toContain(after[0])
  })

  test('upwards and downwards are each the other turned round', async () => {
    const upwards = await readPages(orderedBy(box.movedAt, box.id), byTime)

    expect(idsOf(await readPages(orderedBy(box.movedAt, box.id, 'downwards'), byTime))).toEqual(idsOf(upwards.toReversed()))
    expect(upwards.map(({ movedAt }) => movedAt.getTime())).toEqual(upwards.map(({ movedAt }) => movedAt.getTime()).toSorted((one, other) => one - other))
  })

  test('is found by an index on both, however far a page begins', async () => {
    const { beyond, by } = orderedBy(box.movedAt, box.id)
    const page = pool.db
      .select({ id: box.id })
      .from(box)
      .where(beyond(['2026-11-03T08:00:00.000Z', crypto.randomUUID()]))
      .orderBy(...by)
    const plan = await pool.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`)
      return JSON.stringify(await tx.execute(sql`explain (format json) ${page}`))
    })

    expect(plan).toMatch(/"Index Cond":"\(ROW\(moved_at, id\) > /)
    expect(plan).not.toMatch(/"Node Type":"Sort"/)
  })
})

describe('what one person has in a service', () => {
  const page = readPage({})
  const withheld = { service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }

  test('is null, never an empty list, where something is withheld and nothing is readable', () => {
    expect(toPersonConnection([], withheld, page)).toMatchObject({ edges: null, withheld })
  })

  test('is an empty list where there is nothing', () => expect(toPersonConnection([], null, page)).toMatchObject({ edges: [], withheld: null }))

  test('is what may be read, with a word of what may not', () => {
    expect(toPersonConnection(rows(2), withheld, page)).toMatchObject({ edges: [{ node: { id: '0000' } }, { node: { id: '0001' } }], withheld })
  })

  test('pages from the row of the cursor on', () => {
    const first = toPersonConnection(rows(5), null, readPage({ first: 2 }))
    const second = toPersonConnection(rows(5), null, readPage({ first: 2, after: first.pageInfo.endCursor }))

    expect(second.edges?.map(({ node }) => node.id)).toEqual(['0002', '0003'])
  })
})
