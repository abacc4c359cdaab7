import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { setFlagsFromString } from 'node:v8'
import postgres from 'postgres'
import { refuse } from './errors.ts'
import { rememberSelections } from './selection.ts'

// While a program starts, V8 learns of drizzle that what it makes lives for ever, as tables do. Then it would lay what every statement is made
// of among what stays, from where nothing goes before everything is collected, which keeps two cores from answering for a tenth of a second.
setFlagsFromString('--no-allocation-site-pretenuring')

/** A drizzle database or transaction; what a store receives. */
export type Database = PgDatabase<PostgresJsQueryResultHKT>

export type Pool = {
  db: Database
  close(): Promise<void>
}

export type PoolOptions = {
  /** A PostgreSQL URL; `?host=/folder` means a Unix socket in that folder. */
  url: string
  /** The database role the connections take on, such as `people_app`. */
  role?: string
  max?: number
  /** Called with the text of every statement a store sends; the figures count with it. */
  onStatement?: (statement: string) => void
}

/** Opens a pool of connections that all act as one role. Nothing can be read through it until a principal is bound. */
export function openPool({ url, role, max = 3, onStatement }: PoolOptions): Pool {
  const client = openClient(url, {
    max,
    connection: {
      application_name: role ?? 'throughcare',
      // An open write anywhere hides later events from every feed, so none may idle.
      idle_in_transaction_session_timeout: 10_000,
      // Row-level security makes a statement dearer to plan than to run, so each is planned once a connection, for any values.
      plan_cache_mode: 'force_generic_plan',
      // It looks dearer, too, than what it does: compiling it, as a PostgreSQL built with LLVM would, takes many times as long as running it.
      jit: 'off',
      ...(role ? { role } : {})
    }
  })
  prepareAll(client as unknown as Scope)
  const logger = onStatement ? { logQuery: (statement: string) => onStatement(statement) } : false
  const db = drizzle({ client, logger })
  rememberSelections(db)
  return { db, close: () => client.end({ timeout: 5 }) }
}

/** The driver itself, as the user of a PostgreSQL URL (see `PoolOptions`), by one connection: for what makes databases and looks into them. */
export function openClient(url: string, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  const address = new URL(url)
  const socketFolder = address.searchParams.get('host')
  address.searchParams.delete('host')
  return postgres(address.href, { ...(socketFolder ? { host: socketFolder } : {}), max: 1, onnotice: () => {}, ...options })
}

type Scope = {
  unsafe(text: string, values: unknown[], options?: object): unknown
  begin?(work: (scope: Scope) => unknown): unknown
  savepoint?(work: (scope: Scope) => unknown): unknown
}

/** Has every statement of a client, its transactions and their savepoints prepared by name; drizzle asks the driver for that only where each is named by hand. */
function prepareAll(scope: Scope): Scope {
  const { unsafe, begin, savepoint } = scope
  // No function is written where it is given to a property: V8 keeps those, and all they can see, until it collects everything.
  const prepared: Scope['unsafe'] = (text, values, options) => unsafe(text, values, { ...options, prepare: true })
  return Object.assign(scope, { unsafe: prepared }, begin && { begin: preparing(begin) }, savepoint && { savepoint: preparing(savepoint) })
}

function preparing(open: NonNullable<Scope['begin']>): typeof open {
  return (work) => open((inner) => work(prepareAll(inner)))
}

/** What row-level security is told about the caller. Names are those of the `app.…` settings; absent means deny. */
export type RowSettings = {
  subject: string
  role: string
  /** With `service`: the team whose own rows are readable. Empty for peer workers, who see only what is opened to them by name. */
  organisation: string
  service: string
  audiences: string[]
}

/** Runs work in one transaction whose rows are limited to what the settings allow. The settings end with the transaction. */
export async function withRows<T>(db: Database, settings: RowSettings, mode: 'read only' | 'read write', work: (tx: Database) => Promise<T>): Promise<T> {
  const binding = sql`select set_config('app.subject', ${settings.subject}, true), set_config('app.role', ${settings.role}, true),
    set_config('app.organisation', ${settings.organisation}, true), set_config('app.service', ${settings.service}, true),
    set_config('app.audiences', ${settings.audiences.join('\n')}, true),
    set_config('transaction_read_only', ${mode === 'read only' ? 'on' : 'off'}, true)`
  return db.transaction(async (tx) => {
    // Sent before what the work sends first, and not waited for: the connection keeps their order, and without it nothing could be read.
    const [, result] = await Promise.all([tx.execute(binding).execute(), work(tx)])
    return result
  })
}

/** Lends a transaction another role's view of the rows for as long as `work` runs. Each use is listed in its room's README. */
export async function withRole<T>(tx: Database, role: string, work: () => Promise<T>): Promise<T> {
  // Sent before what the work sends first, and not waited for: the connection keeps their order.
  const lending = tx
    .execute(sql`select set_config('app.role', ${role}, true), lent from (select current_setting('app.role') as lent offset 0) as before`)
    .execute() as unknown as Promise<[{ lent: string }]>
  const [[{ lent }], result] = await Promise.all([lending, work()])
  await tx.execute(sql`select set_config('app.role', ${lent}, true)`)
  return result
}

/**
 * Makes a transaction look rows up by index. A table that is being filled has no statistics yet, and without them the planner would read
 * and sort all of it for every chunk or page.
 */
export async function preferLookUps(tx: Database): Promise<void> {
  await tx.execute(sql`select ${lookingUp}`)
}

/** As `preferLookUps`, for one of many transactions that fill tables: what was planned while they were small is planned anew each time their number has doubled. */
export async function fillByLookUps(tx: Database): Promise<void> {
  const [{ filled }] = (await tx.execute(sql`select ${lookingUp},
    set_config('app.filled', (coalesce(nullif(current_setting('app.filled', true), ''), '0')::int + 1)::text, false)::int as filled`)) as unknown as [
    { filled: number }
  ]
  if (Number.isInteger(Math.log2(filled))) await tx.execute(sql`discard plans`)
}

const lookingUp = sql`set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`

const manyRows = 1_000

/**
 * Has PostgreSQL count a room's tables once many rows were written. Left to its own housekeeping it would for a minute or more plan as though
 * they were small. It does so for whoever owns the tables, so the URL is that of the owner; of others it passes the tables over.
 */
export async function takeStock(url: string, schema: string, rows: number): Promise<void> {
  if (rows < manyRows) return
  const pool = openPool({ url, max: 1 })
  try {
    const tables = await pool.db.execute<{ name: string }>(
      sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = ${schema}`
    )
    const names = [...tables].map(({ name }) => name).join(', ')
    if (names) await pool.db.execute(sql`vacuum (analyze) ${sql.raw(names)}`)
  } finally {
    await pool.close()
  }
}

/** True for what no store sends to answer a question: binding a principal, and polling feeds. */
export function isOverhead(statement: string): boolean {
  return /^select set_config\('(app.subject|enable_)/.test(statement) || /^select .* from "\w+"\."(outbox|feed_cursor)"/.test(statement)
}

const uniqueViolation = '23505'
const foreignKeyViolation = '23503'

/** Runs a verb's work so that all of it happens or none. A clash with a row the caller may not see is told as any other clash. */
export async function inTransaction<T>(context: { db: Database }, work: (tx: Database) => Promise<T>): Promise<T> {
  try {
    return await context.db.transaction((tx) => work(tx))
  } catch (error) {
    const code = postgresCode(error)
    if (code === uniqueViolation || code === foreignKeyViolation) {
      refuse('CONFLICT', 'Someone else has just recorded the same thing, or what this belongs to is gone. Read it again and retry.')
    }
    throw error
  }
}

const unreadable = new Set(['22P02', '22P05', '22003', '22007', '22008', '22021'])

/** True when PostgreSQL could not read a value as its type: an id that is none, a time that no calendar has, a character no text holds. */
export function isUnreadableValue(error: unknown): boolean {
  return unreadable.has(postgresCode(error) ?? '')
}

function postgresCode(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause ? error.cause : error
  return (cause as { code?: string } | undefined)?.code
}
