import { randomUUID } from 'node:crypto'
import type { Clock } from '@throughcare/kit/clock'
import type { RoomContext } from '@throughcare/kit/context'
import { openPool, withRows, type Database } from '@throughcare/kit/db'
import { takePage, type FeedEvent, type FeedPage } from '@throughcare/kit/feed'
import { readPolicy } from '@throughcare/kit/policy'
import type { Principal } from '@throughcare/kit/principal'
import { openRoom, projectionRows, type RoomDefinition } from '@throughcare/kit/room'
import { cloneDatabase } from './database.ts'
import { openLastSent } from './last-sent.ts'
import { quiet, readable, type Answer } from './room.ts'

export type FedRoom = {
  /** An answer, with the records it released. */
  ask(principal: Principal, query: string, variables?: Record<string, unknown>): Promise<Answer & { released: string[] }>
  /** Publishes events in another room's feed, as one page, which this room then projects. */
  publish(feed: string, ...events: FeedEvent[]): Promise<void>
  /** Projects every feed again from wherever its cursor stands, page by page as published. */
  catchUp(): Promise<void>
  rows<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]>
  statements(): string[]
  close(): Promise<void>
}

const deaf = { feed: () => Promise.reject(new Error('This feed does not answer.')) }

/** A room that follows feeds which the test writes. Where it is deaf to `people`, it does not know who may read what. */
export async function openFedRoom<Context extends RoomContext>(
  definition: RoomDefinition<Context>,
  { clock, isDeaf = false }: { clock: Clock; isDeaf?: boolean }
): Promise<FedRoom> {
  const database = await cloneDatabase()
  const sent = openLastSent<string>()
  const neighbours = Object.fromEntries(Object.keys(definition.follows).map((feed) => [feed, deaf]))
  const onStatement = (_: string, statement: string) => sent.keep(statement)
  const room = openRoom(definition, { url: database.url, policy: readPolicy(), log: quiet, clock, onStatement, ...(isDeaf ? { neighbours } : {}) })
  const pool = openPool({ url: database.url, role: `${definition.name.replaceAll('-', '_')}_app`, max: 1 })
  const pages: Record<string, FeedEvent[][]> = {}

  const project = async (feed: string): Promise<void> => {
    const transact = <T>(work: (tx: Database) => Promise<T>) => withRows(pool.db, projectionRows, 'read write', work)
    const read = async ({ id }: { id: string }): Promise<FeedPage> => {
      const events = pages[feed]?.[Number(id)] ?? []
      return {
        events,
        cursor: { xid: '1', id: String(Math.min(Number(id) + 1, pages[feed]?.length ?? 0)) },
        isLast: Number(id) + 1 >= (pages[feed]?.length ?? 0)
      }
    }
    const following = { feed, read, transact, cursors: definition.tables.feedCursor, project: definition.follows[feed] ?? missing(feed), clock, log: quiet }
    while (!(await takePage(following, null)).isLast);
  }

  return {
    async ask(principal, query, variables) {
      const answer = await room
        .answer({ query, variables, requestId: randomUUID() }, principal)
        .catch((error: unknown) => ({ data: null, errors: [error], released: [] }) as never)
      return { ...readable(answer), released: answer.released }
    },
    async publish(feed, ...events) {
      pages[feed] = [...(pages[feed] ?? []), events]
      await project(feed)
    },
    async catchUp() {
      for (const feed of Object.keys(pages)) await project(feed)
    },
    rows: database.rows,
    statements: sent.take,
    async close() {
      await pool.close()
      await room.close()
      await database.drop()
    }
  }
}

function missing(feed: string): never {
  throw new Error(`The room does not follow ${feed}.`)
}

/** An event as a feed hands it over; an invented one where nothing is given. */
export function feedEvent(changes: Partial<FeedEvent> & Pick<FeedEvent, 'type'>): FeedEvent {
  const occurredAt = changes.occurredAt ?? '2026-06-01T09:00:00.000Z'
  return {
    eventId: randomUUID(),
    shapeVersion: 1,
    subjectId: randomUUID(),
    subjectVersion: 1,
    recordId: null,
    organisation: 'RW5',
    actor: 'demo-ld-practitioner',
    actorRole: 'ld-practitioner',
    requestId: 'test',
    occurredAt,
    recordedAt: occurredAt,
    payload: {},
    ...changes
  }
}
