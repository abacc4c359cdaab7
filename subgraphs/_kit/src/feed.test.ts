import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { room as audit } from '@throughcare/audit'
import { persona } from '@throughcare/test/support/personas'
import { systemClock } from './clock.ts'
import { openPool, type Database, type Pool } from './db.ts'
import { startPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { follow, newestOfEach, readFeed, takePage, type FeedCursor, type FeedEvent, type Following } from './feed.ts'
import { openLog } from './log.ts'
import { migrateRoom } from './migrate.ts'
import { openOutbox } from './outbox.ts'

// On a cluster of its own: an open write anywhere in a cluster holds back every feed in it, and here writes are left open on purpose.

const contract = {
  'attic.box-moved': {
    version: 3,
    shape: z.object({ box: z.string(), weight: z.number(), owner: z.string() }),
    readers: { journeys: ['box', 'weight'], audit: 'all' }
  },
  'attic.box-burnt': { version: 1, shape: z.object({ box: z.string() }), readers: { audit: 'all' } }
} as const

const { outbox, feedCursor } = audit.tables
const record = openOutbox(outbox, contract)
const context = { principal: persona('ld-practitioner'), clock: systemClock, requestId: 'r-1' }
const start: FeedCursor = { xid: '0', id: '0' }
const log = openLog('test', 'silent')

let folder: string
let cluster: EmbeddedPostgres
let pool: Pool

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughcare-feed-'))
  cluster = await startPostgres(folder, { fsync: 'off', synchronous_commit: 'off' })
  await migrateRoom(audit.name, audit.folder, cluster.urlOf('postgres'))
  pool = openPool({ url: cluster.urlOf('postgres'), max: 12 })
  await pool.db.execute(sql`create table projected (reader text, event_id uuid, box text, place bigserial, primary key (reader, event_id))`)
}, 60_000)
afterAll(async () => {
  await pool.close()
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => void (await pool.db.execute(sql`truncate audit.outbox, audit.feed_cursor, projected`)))

const moved = (box: string) => ({
  type: 'attic.box-moved' as const,
  subjectId: box,
  subjectVersion: 1,
  recordId: null,
  payload: { box, weight: 7, owner: 'secret-9990000018' }
})
const leave = (tx: Database, box: string) => record(tx, context, moved(box))
const read = (after: FeedCursor, { reader = 'journeys', limit }: { reader?: string; limit?: number } = {}) =>
  pool.db.transaction((tx) => readFeed(tx, outbox, { contract, reader, after, limit }))

const boxesOf = (events: readonly FeedEvent[]) => events.map(({ payload }) => payload.box)

async function project(tx: Database, events: readonly FeedEvent[], reader: string): Promise<void> {
  const rows = JSON.stringify(events.map(({ eventId, payload }) => ({ event_id: eventId, box: payload.box })))
  await tx.execute(
    sql`insert into projected (reader, event_id, box) select ${reader}, event_id, box from jsonb_to_recordset(${rows}::jsonb) as rows (event_id uuid, box text)`
  )
}

/** Follows the feed in small pages, so that many boundaries are crossed. */
function following(reader: string, changes: Partial<Following> = {}): Following {
  return {
    feed: reader,
    read: (after) => read(after, { limit: 20 }),
    transact: (work) => pool.db.transaction((tx) => work(tx)),
    cursors: feedCursor,
    project,
    clock: systemClock,
    log,
    everyMilliseconds: 2,
    ...changes
  }
}

async function projectedBy(reader: string): Promise<string[]> {
  const rows = (await pool.db.execute(sql`select box from projected where reader = ${reader} order by place`)) as unknown as { box: string }[]
  return rows.map(({ box }) => box)
}

async function takeAll(reader: string): Promise<void> {
  while (!(await takePage(following(reader), null)).isLast);
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('Ten seconds went by.')
    await pause(10)
  }
}

/** Leaves an event in a transaction that stays open until it is told to end. */
async function leaveOpen(box: string) {
  let end: (commits: boolean) => void = () => {}
  const told = new Promise<boolean>((tell) => (end = tell))
  let hasLeft: () => void = () => {}
  const left = new Promise<void>((tell) => (hasLeft = tell))
  const done = pool.db
    .transaction(async (tx) => {
      await leave(tx, box)
      hasLeft()
      if (!(await told)) throw new Error('aborted')
    })
    .catch(() => {})
  await left
  return async (commits: boolean) => (end(commits), await done)
}

/** What a reader that goes by id alone would see: the trap that the feed avoids. */
async function readNaively(last: number): Promise<{ boxes: string[]; last: number }> {
  const rows = (await pool.db.execute(sql`select id::int, payload->>'box' as box from audit.outbox_event where id > ${last} order by id`)) as unknown as {
    id: number
    box: string
  }[]
  return { boxes: rows.map(({ box }) => box), last: rows.at(-1)?.id ?? last }
}

describe('the feed', () => {
  test('does not pass over an event whose transaction commits after a later one; a reader by id alone does', async () => {
    const commit = await leaveOpen('slow')
    await leave(pool.db, 'quick')
    const naive = await readNaively(0)
    const early = await read(start)

    await commit(true)
    const naiveLater = await readNaively(naive.last)
    const late = await read(early.cursor)

    expect([...naive.boxes, ...naiveLater.boxes]).toEqual(['quick'])
    expect(boxesOf(early.events)).toEqual([])
    expect(boxesOf(late.events)).toEqual(['slow', 'quick'])
  })

  test('knows nothing of a transaction that was aborted', async () => {
    const end = await leaveOpen('never')
    await leave(pool.db, 'quick')
    await end(false)

    expect(boxesOf((await read(start)).events)).toEqual(['quick'])
  })

  test('misses nothing and gives nothing twice, under concurrent writers of random haste, some of whom give up', async () => {
    const follower = follow(following('journeys'))
    const committed: string[] = []
    const write = async (writer: number) => {
      for (let turn = 0; turn < 25; turn += 1) {
        const boxes = Array.from({ length: 1 + (turn % 3) }, (_, index) => `${writer}-${turn}-${index}`)
        await pool.db
          .transaction(async (tx) => {
            for (const box of boxes) {
              await leave(tx, box)
              await pause(Math.random() * 12)
            }
            if (Math.random() < 0.2) throw new Error('gave up')
            committed.push(...boxes)
          })
          .catch(() => {})
      }
    }

    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)))
    await until(async () => (await projectedBy('journeys')).length >= committed.length)
    await follower.stop()
    const projected = await projectedBy('journeys')

    expect(committed.length).toBeGreaterThan(200)
    expect([...projected].sort()).toEqual([...committed].sort())
    await takeAll('rebuilt')
    expect(await projectedBy('rebuilt')).toEqual(projected)
  })

  test('gives a reader its events only, with the fields it may have, and moves it past the others', async () => {
    await leave(pool.db, 'one')
    await record(pool.db, context, { type: 'attic.box-burnt', subjectId: 'two', subjectVersion: 1, recordId: null, payload: { box: 'two' } })
    const [journeys, everything, stranger] = await Promise.all([read(start), read(start, { reader: 'audit' }), read(start, { reader: 'statistics' })])

    expect(journeys.events.map(({ type, shapeVersion, payload }) => ({ type, shapeVersion, payload }))).toEqual([
      { type: 'attic.box-moved', shapeVersion: 3, payload: { box: 'one', weight: 7 } }
    ])
    expect(JSON.stringify(journeys)).not.toContain('9990000018')
    expect(boxesOf(everything.events)).toEqual(['one', 'two'])
    expect(stranger).toEqual({ events: [], cursor: journeys.cursor, isLast: true })
  })
})

describe('events that one change leaves', () => {
  const many = (count: number, recordId: string) => Array.from({ length: count }, (_, place) => ({ ...moved(`${recordId[0]}${place}`), recordId }))
  const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const

  test('about one record stand together, in their order, whatever stood between them', async () => {
    const [first, second] = [many(3, one), many(3, two)]
    await record(pool.db, context, ...first.flatMap((event, place) => [event, second[place] ?? event]))
    const rows = (await pool.db.execute(sql`select record_id, size from audit.outbox order by id`)) as unknown as object[]
    const { events } = await read(start)

    expect([...rows]).toEqual([
      { record_id: one, size: 3 },
      { record_id: two, size: 3 }
    ])
    expect(events.map(({ recordId, payload }) => [recordId, payload.box])).toEqual([...first, ...second].map((event) => [event.recordId, event.payload.box]))
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(6)
  })

  test('are told whole, though what they say alike is kept once', async () => {
    const alike = [moved('same'), moved('same')].map((event) => ({ ...event, recordId: one }))
    await record(pool.db, context, ...alike)
    await record(pool.db, context, ...alike, { ...moved('other'), recordId: one })
    const rows = (await pool.db.execute(sql`select shared, events::text as events from audit.outbox order by id`)) as unknown as {
      shared: object
      events: string
    }[]
    const { events } = await read(start, { reader: 'audit' })

    expect(rows.map(({ shared }) => shared)).toEqual([
      expect.objectContaining({ box: 'same' }),
      expect.not.objectContaining({ box: expect.anything() as string })
    ])
    expect(rows[0]?.events).not.toContain('same')
    expect(events.map(({ payload }) => payload.box)).toEqual(['same', 'same', 'same', 'same', 'other'])
  })

  test('are each what the view for people shows, ids and subjects too', async () => {
    await record(pool.db, context, ...many(100, one), { ...moved('once more'), recordId: one, subjectId: 'b' }, ...many(2, two))
    const shown = (await pool.db.execute(
      sql`select event_id as "eventId", type, shape_version as "shapeVersion", subject_id as "subjectId", subject_version as "subjectVersion",
        record_id as "recordId", payload from audit.outbox_event order by id`
    )) as unknown as FeedEvent[]
    const told = (await read(start, { reader: 'audit' })).events
    const fields = ({ eventId, type, shapeVersion, subjectId, subjectVersion, recordId, payload }: FeedEvent) => {
      return { eventId, type, shapeVersion, subjectId, subjectVersion, recordId, payload }
    }

    expect(shown.map(fields)).toEqual(told.map(fields))
    expect(told.map(({ subjectId }) => subjectId)).toEqual([
      ...many(100, one).map(({ subjectId }) => subjectId),
      'b',
      ...many(2, two).map(({ subjectId }) => subjectId)
    ])
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(103)
  })

  test('are read in pages of whole rows, of a hundred events at most, none passed over', async () => {
    await record(pool.db, context, ...many(250, one), ...many(30, two))
    const pages = [await read(start, { limit: 120 })]
    for (let page = pages[0]; page && !page.isLast; page = pages.at(-1)) pages.push(await read(page.cursor, { limit: 120 }))

    expect(pages.map(({ events }) => events.length)).toEqual([200, 80])
    expect(pages.flatMap(({ events }) => boxesOf(events))).toEqual([...many(250, one), ...many(30, two)].map(({ payload }) => payload.box))
  })
})

describe('a projection', () => {
  test('that is killed half-way leaves neither rows nor a moved cursor, and is made whole by the next try', async () => {
    for (const box of ['one', 'two', 'three']) await leave(pool.db, box)
    let isKilled = true
    const fragile = following('journeys', {
      project: async (tx, events, reader) => {
        await project(tx, events.slice(0, 2), reader)
        if (isKilled) throw new Error('killed')
        await project(tx, events.slice(2), reader)
      }
    })

    await expect(takePage(fragile, null)).rejects.toThrow('killed')
    const [cursors, rows] = [await pool.db.select().from(feedCursor), await projectedBy('journeys')]
    isKilled = false
    await takePage(fragile, null)

    expect([cursors, rows]).toEqual([[], []])
    expect(await projectedBy('journeys')).toEqual(['one', 'two', 'three'])
  })

  test('that two processes of a room run at once takes each event once', async () => {
    for (let box = 0; box < 60; box += 1) await leave(pool.db, String(box))
    const followers = [follow(following('journeys')), follow(following('journeys')), follow(following('journeys'))]
    await until(async () => (await projectedBy('journeys')).length >= 60)
    await pause(50)
    await Promise.all(followers.map((follower) => follower.stop()))

    expect(await projectedBy('journeys')).toEqual(Array.from({ length: 60 }, (_, box) => String(box)))
  })

  test('that fails is tried again, and nothing behind it is read meanwhile', async () => {
    for (const box of ['one', 'two']) await leave(pool.db, box)
    let failures = 2
    const follower = follow(
      following('journeys', {
        project: async (tx, events, reader) => {
          if (failures-- > 0) throw new Error('not yet')
          await project(tx, events, reader)
        }
      })
    )
    await until(async () => (await projectedBy('journeys')).length === 2)
    await until(async () => follower.caughtUpAt() !== null)
    await follower.stop()

    expect(await projectedBy('journeys')).toEqual(['one', 'two'])
  })
})

describe('the outbox fails closed', () => {
  test('on a payload that does not fit its shape: the change it belongs to is taken back', async () => {
    const change = pool.db.transaction(async (tx) => {
      await tx.execute(sql`insert into projected (reader, event_id, box) values ('change', gen_random_uuid(), 'written')`)
      await record(tx, context, { ...moved('one'), payload: { box: 'one', weight: 'heavy' as never, owner: 'x' } })
    })

    await expect(change).rejects.toThrow()
    expect(await projectedBy('change')).toEqual([])
  })

  test('on an event that is not in the contract', async () => {
    await expect(record(pool.db, context, { ...moved('one'), type: 'attic.box-lost' as never })).rejects.toThrow("not in the room's contract")
  })

  test('and drops what the shape does not name, so that nothing extra slips into an event', async () => {
    await record(pool.db, context, { ...moved('one'), payload: { ...moved('one').payload, note: 'secret-9990000018-note' } as never })

    expect(JSON.stringify(await read(start, { reader: 'audit' }))).not.toContain('-note')
  })
})

test('the last word on each subject is its highest version, in whatever order they come', () => {
  const said = (subjectId: string, subjectVersion: number, type = 'attic.box-moved') => ({ subjectId, subjectVersion, type }) as FeedEvent
  const page = [said('one', 1), said('two', 3), said('one', 2), said('two', 2), said('one', 9, 'attic.box-lost')]

  expect(newestOfEach(page, 'attic.box-moved')).toEqual([said('one', 2), said('two', 3)])
})
