import { sql } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { alwaysFresh, rowSettingsOf } from './access.ts'
import { systemClock, type Clock } from './clock.ts'
import type { RoomContext } from './context.ts'
import { fillByLookUps, openPool, withRows, type Database } from './db.ts'
import { takePage, type FeedCursor, type Following } from './feed.ts'
import { isWorthRetrying } from './import-faults.ts'
import { openLog } from './log.ts'
import { schemaOf } from './migrate.ts'
import type { Principal, Service } from './principal.ts'
import { projectionRows, type Room, type RoomDefinition } from './room.ts'

/** A room opened for an importer: it writes as the team whose rows they are. */
export type ImportSession<Context extends RoomContext> = {
  principal: Principal
  clock: Clock
  /** Runs work in one transaction, again where another's was in its way, and in a dry run takes back what it did. */
  transact<T>(work: (context: Context) => Promise<T>, options?: { isDryRun: boolean }): Promise<T>
  /** Takes in what its neighbours have published since, so that the room knows the newest records and facilities. Null where it follows none of them. */
  hear: (() => Promise<void>) | null
  close(): Promise<void>
}

export type ImportSetting = {
  url: string
  /** The team whose rows are imported. */
  service: Service
  organisation?: string
  /** The rooms it hears before rows are taken in, by name: `people` of identity records, `directory` of facilities. */
  neighbours?: Record<string, Pick<Room, 'feed'>>
  clock?: Clock
  /** Called with the text of every statement that is sent. */
  onStatement?: (statement: string) => void
}

/** The provider of both services in Lancashire and South Cumbria, by its ODS code. */
const provider = 'RW5'

/** Opens a room for an importer. */
export function openImport<Context extends RoomContext>(
  definition: RoomDefinition<Context>,
  { url, service, organisation = provider, neighbours = {}, clock = systemClock, onStatement }: ImportSetting
): ImportSession<Context> {
  const principal: Principal = { subject: 'importer', issuer: 'throughcare', organisation, role: 'system-importer', service, purpose: 'administration' }
  const pool = openPool({ url, role: `${schemaOf(definition.name)}_app`, max: 3, ...(onStatement ? { onStatement } : {}) })
  const settings = rowSettingsOf(principal, alwaysFresh)
  const undone = new Error('A dry run was taken back.')

  return {
    principal,
    clock,
    async transact<T>(work: (context: Context) => Promise<T>, { isDryRun } = { isDryRun: false }): Promise<T> {
      const result: { value?: T } = {}
      const attempt = () =>
        withRows(pool.db, settings, 'read write', async (db) => {
          await fillByLookUps(db)
          result.value = await work(definition.createContext({ principal, db, clock, requestId: randomUUID(), access: alwaysFresh }))
          if (isDryRun) throw undone
        })
      await persist(attempt).catch((error: unknown) => {
        if (error !== undone) throw error
      })
      return result.value as T
    },
    hear: hearing(definition, { db: pool.db, neighbours, clock }),
    close: pool.close
  }
}

const tries = 4

async function persist(attempt: () => Promise<void>, tried = 1): Promise<void> {
  try {
    await attempt()
  } catch (error) {
    if (!isWorthRetrying(error) || tried === tries) throw error
    await pause(100 * tried)
    await persist(attempt, tried + 1)
  }
}

function hearing<Context extends RoomContext>(
  { name, follows, tables }: RoomDefinition<Context>,
  { db, neighbours, clock }: { db: Database; neighbours: Record<string, Pick<Room, 'feed'>>; clock: Clock }
): (() => Promise<void>) | null {
  const followings = Object.entries(neighbours).flatMap(([feed, neighbour]): Following[] => {
    const project = follows[feed]
    if (!project) return []
    const read = (after: FeedCursor) => neighbour.feed(name, after)
    const transact = <T>(work: (tx: Database) => Promise<T>) => withRows(db, projectionRows, 'read write', work)
    return [{ feed, read, transact, cursors: tables.feedCursor, project, clock, log: openLog(name, 'silent') }]
  })
  if (followings.length === 0) return null
  return async () => {
    await settle(db)
    for (const following of followings) await hearOut(following)
  }
}

async function hearOut(following: Following): Promise<void> {
  let taken: Awaited<ReturnType<typeof takePage>> = { isLast: false, place: null }
  while (!taken.isLast) {
    taken = await takePage(following, taken.place)
    // Where the room itself runs and moves the cursor meanwhile, it is left to do so.
    if (taken.place === null) await pause(100)
  }
}

const settledWithinMilliseconds = 5_000

/** Waits until everything that is committed by now can be read in the feeds: a write that is still open anywhere hides what came after it. */
async function settle(db: Database): Promise<void> {
  const [now] = (await db.execute(sql`select pg_snapshot_xmax(pg_current_snapshot())::text as next`)) as unknown as [{ next: string }]
  const deadline = Date.now() + settledWithinMilliseconds
  for (;;) {
    const query = sql`select pg_snapshot_xmin(pg_current_snapshot()) >= ${now.next}::xid8 as settled`
    const [{ settled }] = (await db.execute(query)) as unknown as [{ settled: boolean }]
    if (settled || Date.now() > deadline) return
    await pause(50)
  }
}
