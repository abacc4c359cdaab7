import { and, eq, getTableColumns, lt, sql } from 'drizzle-orm'
import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import type { Clock } from './clock.ts'
import { preferLookUps, type Database } from './db.ts'
import { describeFault, type Log } from './log.ts'
import type { EventContract } from './outbox.ts'
import type { RoomTables } from './room-tables.ts'

/** A place in a feed. Order is (xid, id): ids alone are handed out before commit and would hide late commits for ever. */
export type FeedCursor = { xid: string; id: string }

export type FeedEvent = {
  eventId: string
  type: string
  /** Version of the event's shape. */
  shapeVersion: number
  subjectId: string
  /** Version of the subject after the change, taken under its row lock. */
  subjectVersion: number
  /** ISO 8601 */
  occurredAt: string
  payload: Record<string, unknown>
  recordId: string | null
  organisation: string
  actor: string
  actorRole: string
  requestId: string
  /** ISO 8601 */
  recordedAt: string
}

export type FeedPage = {
  events: FeedEvent[]
  cursor: FeedCursor
  /** False when more is waiting behind this page. */
  isLast: boolean
}

export const feedPageSize = 1_000

/** Of a page, the last word on each subject in events of a type: of two versions the higher, whichever comes first. */
export function newestOfEach(events: readonly FeedEvent[], type: string): FeedEvent[] {
  const latest = new Map<string, FeedEvent>()
  for (const event of events) {
    if (event.type === type && event.subjectVersion >= (latest.get(event.subjectId)?.subjectVersion ?? 0)) latest.set(event.subjectId, event)
  }
  return [...latest.values()]
}

/** The same as what was told, in the given shape, and which version of the subject tells it. */
export function newestTold<Shape extends z.ZodType>(events: readonly FeedEvent[], type: string, shape: Shape): { told: z.infer<Shape>; version: number }[] {
  return newestOfEach(events, type).map(({ payload, subjectVersion: version }) => ({ told: shape.parse(payload), version }))
}

/**
 * Reads one page of a room's outbox for a reader: settled transactions only, the events meant for that reader, the fields it may have.
 * It ends with the row that reaches so many events, meant for the reader or not.
 */
export async function readFeed(
  tx: Database,
  outbox: RoomTables['outbox'],
  { contract, reader, after, limit = feedPageSize }: { contract: EventContract; reader: string; after: FeedCursor; limit?: number }
): Promise<FeedPage> {
  await preferLookUps(tx)
  const before = sql<number>`sum(${outbox.size}) over (order by ${outbox.xid}, ${outbox.id}) - ${outbox.size}`
  const waiting = tx
    .select({ ...getTableColumns(outbox), before: before.as('before') })
    .from(outbox)
    .where(and(sql`(${outbox.xid}, ${outbox.id}) > (${after.xid}::xid8, ${after.id}::bigint)`, sql`${outbox.xid} < pg_snapshot_xmin(pg_current_snapshot())`))
    .orderBy(outbox.xid, outbox.id)
    .limit(limit)
    .as('waiting')
  const rows = await tx.select().from(waiting).where(lt(waiting.before, limit)).orderBy(waiting.xid, waiting.id)
  const last = rows.at(-1)
  return {
    events: rows.flatMap((row) => toEvents(row, contract, reader)),
    cursor: last ? { xid: last.xid, id: String(last.id) } : after,
    isLast: rows.reduce((sum, { size }) => sum + size, 0) < limit
  }
}

function toEvents(row: RoomTables['outbox']['$inferSelect'], contract: EventContract, reader: string): FeedEvent[] {
  const { recordId, organisation, actor, actorRole, requestId } = row
  const ofRow = { recordId, organisation, actor, actorRole, requestId, recordedAt: row.recordedAt.toISOString() }
  return row.events.flatMap(([type, shapeVersion, subjectVersion, occurredAt, told, subjectId = row.subjectId], place) => {
    const fields = contract[type]?.readers[reader]
    if (fields === undefined) return []
    const eventId = eventIdOf(row.firstEventId, place)
    const payload = { ...row.shared, ...told }
    return [{ eventId, type, shapeVersion, subjectId, subjectVersion, occurredAt, payload: fields === 'all' ? payload : pick(payload, fields), ...ofRow }]
  })
}

/** The id of an event in its place among those of a row of the outbox: the first one's, but for its last byte. The view `outbox_event` makes it too. */
function eventIdOf(firstEventId: string, place: number): string {
  const last = Number.parseInt(firstEventId.slice(-2), 16) ^ place
  return firstEventId.slice(0, -2) + last.toString(16).padStart(2, '0')
}

function pick(payload: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => fields.includes(name)))
}

export type Projection = (tx: Database, events: readonly FeedEvent[], feed: string) => Promise<void>

export type Follower = {
  /** When the end of the feed was last reached; null before the first time. */
  caughtUpAt(): Date | null
  stop(): Promise<void>
}

export type Following = {
  /** The room whose feed is read. */
  feed: string
  read(after: FeedCursor): Promise<FeedPage>
  /** Runs work with the rights of the projection, in one transaction. */
  transact<T>(work: (tx: Database) => Promise<T>): Promise<T>
  cursors: RoomTables['feedCursor']
  project: Projection
  clock: Clock
  log: Log
  everyMilliseconds?: number
}

/**
 * Follows another room's feed. What a page projects and how far it was read are committed together, so nothing is missed or applied
 * twice; a page that fails is tried again, later and later, and nothing behind it is read meanwhile.
 */
export function follow(following: Following): Follower {
  const { feed, clock, log, everyMilliseconds = 250 } = following
  const stopping = new AbortController()
  let caughtUpAt: Date | null = null

  async function run(): Promise<void> {
    let failures = 0
    let place: FeedCursor | null = null
    while (!stopping.signal.aborted) {
      try {
        const asOf = clock.now()
        const taken = await takePage(following, place)
        place = taken.place
        failures = 0
        if (!taken.isLast) continue
        caughtUpAt = asOf
      } catch (error) {
        place = null
        failures += 1
        if (failures === 3) log.error({ feed, reason: describeFault(error) }, 'a page of a feed cannot be projected; trying again')
      }
      await pause(Math.min(everyMilliseconds * 2 ** failures, 10_000), undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const running = run()
  return {
    caughtUpAt: () => caughtUpAt,
    stop: async () => {
      stopping.abort()
      await running
    }
  }
}

/**
 * Reads and projects one page from a known place, or from where the stored cursor stands. Answers where the feed was read to,
 * or null when another process of this room moved the cursor meanwhile and nothing was projected.
 */
export async function takePage(
  { feed, read, transact, cursors, project }: Following,
  known: FeedCursor | null
): Promise<{ isLast: boolean; place: FeedCursor | null }> {
  const start = known ?? (await transact((tx) => findCursor(tx, cursors, feed)))
  const page = await read(start)
  if (isSamePlace(page.cursor, start)) return { isLast: page.isLast, place: start }
  return transact(async (tx) => {
    const [standing] = await tx.select().from(cursors).where(eq(cursors.feed, feed)).for('update')
    if (standing && !isSamePlace({ xid: standing.xid, id: String(standing.id) }, start)) return { isLast: false, place: null }
    if (page.events.length > 0) await project(tx, page.events, feed)
    const place = { xid: page.cursor.xid, id: BigInt(page.cursor.id), movedAt: new Date() }
    await tx
      .insert(cursors)
      .values({ feed, ...place })
      .onConflictDoUpdate({ target: cursors.feed, set: place })
    return { isLast: page.isLast, place: page.cursor }
  })
}

function isSamePlace(one: FeedCursor, other: FeedCursor): boolean {
  return one.xid === other.xid && one.id === other.id
}

async function findCursor(tx: Database, cursors: RoomTables['feedCursor'], feed: string): Promise<FeedCursor> {
  const [row] = await tx.select().from(cursors).where(eq(cursors.feed, feed))
  return row ? { xid: row.xid, id: String(row.id) } : { xid: '0', id: '0' }
}
