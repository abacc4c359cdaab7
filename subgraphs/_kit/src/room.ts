import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  defaultFieldResolver,
  execute,
  GraphQLError,
  isObjectType,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { accessMayLagMilliseconds, alwaysFresh, rowSettingsOf, type AccessFreshness } from './access.ts'
import { clockFeed } from './clock-feed.ts'
import { systemClock, type Clock } from './clock.ts'
import type { RoomContext } from './context.ts'
import { isOverhead, isUnreadableValue, openPool, withRows, type Database, type Pool, type PoolOptions, type RowSettings } from './db.ts'
import { follow, readFeed, type FeedCursor, type FeedPage, type Follower, type Projection } from './feed.ts'
import { refusalOf, refuse } from './errors.ts'
import type { Importer } from './import.ts'
import { describeFault, type Log } from './log.ts'
import { schemaOf } from './migrate.ts'
import type { EventContract } from './outbox.ts'
import { checkDocument, type Policy } from './policy.ts'
import { systemPrincipal, type Principal } from './principal.ts'
import { may } from './roles.ts'
import type { RoomTables } from './room-tables.ts'
import { scalarResolvers } from './scalars.ts'

export type RoomRequest = { query: string; variables?: Record<string, unknown>; requestId: string }

/** An answer, with the identity records whose data it releases: the gateway audits them before anyone reads it. */
export type RoomAnswer = ExecutionResult & { released: string[] }

/** A room as everyone outside meets it: the gateway, and rooms that follow its feed. Near or far, it is the same. */
export type Room = {
  name: string
  answer(request: RoomRequest, principal: Principal): Promise<RoomAnswer>
  feed(reader: string, after: FeedCursor): Promise<FeedPage>
  /** Refuses unless the room can answer, and has once taken in all that its neighbours had published. */
  checkReady(): Promise<void>
  close(): Promise<void>
}

/** What a room's `subgraph.ts` declares. */
export type RoomDefinition<Context extends RoomContext = RoomContext> = {
  name: string
  /** The room's own folder, where its migrations and policies lie. */
  folder: URL
  typeDefs: DocumentNode
  resolvers: object
  createContext(base: RoomContext): Context
  tables: RoomTables
  events: EventContract
  /** The rooms whose feeds this one follows, and what it makes of them. */
  follows: Record<string, Projection>
  /** What the room makes of time passing, where something begins by itself (`clock-feed.ts`). */
  wakes?: Projection
  /** How the room takes in files, where it does. */
  importer?: Importer<Context, { id: string }>
  /** `people` decides access and so never doubts it. */
  decidesAccess?: boolean
}

export type RoomSetting = {
  url: string
  policy: Policy
  log: Log
  clock?: Clock
  /** The rooms this one follows, by name. Without them access is taken to be fresh: for tests of one room. */
  neighbours?: Record<string, Pick<Room, 'feed'>>
  onStatement?: (room: string, statement: string) => void
}

/** What row-level security is told of a projection. */
export const projectionRows: RowSettings = { subject: 'projection', role: 'system-reader', organisation: '', service: '', audiences: [] }
const feedRows: RowSettings = { ...projectionRows, subject: 'feed' }

/** Opens a room on its database, in this process. */
export function openRoom<Context extends RoomContext>(
  definition: RoomDefinition<Context>,
  { url, policy, log, clock = systemClock, neighbours, onStatement }: RoomSetting
): Room {
  const schema = noteReleases(buildSubgraphSchema([{ typeDefs: definition.typeDefs, resolvers: { ...scalarResolvers, ...definition.resolvers } as never }]))
  const poolOptions: PoolOptions = { url, role: `${schemaOf(definition.name)}_app` }
  if (onStatement) poolOptions.onStatement = (statement) => isOverhead(statement) || onStatement(definition.name, statement)
  const pool = openPool(poolOptions)
  const documents = new LRUCache<string, DocumentNode>({ max: 1_000 })
  const followers = new Map<string, Follower>()
  const access: AccessFreshness =
    definition.decidesAccess || !neighbours ? alwaysFresh : { isFresh: () => isRecent(followers.get('people')?.caughtUpAt() ?? null, clock) }

  const { follows, wakes } = definition
  for (const [feed, project] of Object.entries(neighbours ? { ...follows, ...(wakes ? { clock: wakes } : {}) } : {})) {
    const neighbour = feed === 'clock' ? clockFeed(clock) : neighbours?.[feed]
    if (!neighbour) throw new Error(`${definition.name} follows ${feed}, which is not among its neighbours.`)
    const transact = <T>(work: (tx: Database) => Promise<T>) => withRows(pool.db, projectionRows, 'read write', work)
    followers.set(
      feed,
      follow({ feed, read: (after) => neighbour.feed(definition.name, after), transact, cursors: definition.tables.feedCursor, project, clock, log })
    )
  }

  function documentFor(query: string, principal: Principal): DocumentNode {
    const key = `${principal.role}\n${query}`
    const known = documents.get(key)
    if (known) return known
    const document = parse(query, { noLocation: true })
    checkDocument({ policy, schema }, document, principal.role)
    documents.set(key, document)
    return document
  }

  return {
    name: definition.name,

    async answer({ query, variables, requestId }, principal) {
      const document = documentFor(query, principal)
      const mode = isMutation(document) ? 'read write' : 'read only'
      return withRows(pool.db, rowSettingsOf(principal, access), mode, async (db) => {
        const released = new Set<string>()
        const context = definition.createContext({ principal, db, clock, requestId, access })
        releases.set(context, released)
        const result = await execute({ schema, document, variableValues: variables, contextValue: context })
        return { data: result.data, errors: maskFaults(result.errors, requestId, log), released: [...released] }
      }).catch(refuseUnreadable)
    },

    feed: feedFrom(pool, definition),

    async checkReady() {
      const behind = [...followers].filter(([, follower]) => follower.caughtUpAt() === null).map(([feed]) => feed)
      if (behind.length > 0) refuse('UNAVAILABLE', `The room ${definition.name} is still taking in what was published by ${behind.join(', ')}.`)
      await withRows(pool.db, feedRows, 'read only', (tx) => tx.select({ feed: definition.tables.feedCursor.feed }).from(definition.tables.feedCursor).limit(1))
    },

    async close() {
      await Promise.all([...followers.values()].map((follower) => follower.stop()))
      await pool.close()
    }
  }
}

/** Opens what a room publishes and nothing else of it, for whoever only listens. */
export function openFeed(definition: Pick<RoomDefinition, 'name' | 'tables' | 'events'>, { url }: Pick<RoomSetting, 'url'>): Pick<Room, 'feed' | 'close'> {
  const pool = openPool({ url, role: `${schemaOf(definition.name)}_app`, max: 1 })
  return { feed: feedFrom(pool, definition), close: pool.close }
}

function feedFrom(pool: Pool, { tables, events }: Pick<RoomDefinition, 'tables' | 'events'>): Room['feed'] {
  return (reader, after) => withRows(pool.db, feedRows, 'read only', (tx) => readFeed(tx, tables.outbox, { contract: events, reader, after }))
}

const unreadableValue = {
  code: 'BAD_USER_INPUT',
  message: 'A value in this request cannot be what it stands for, such as an id that is not one. Copy ids whole, as the graph gave them.'
} as const

/** A value that PostgreSQL cannot read came from the caller; the statement ended the transaction, so nothing of the answer stands. */
function refuseUnreadable(error: unknown): never {
  if (!isUnreadableValue(error)) throw error
  return refuse(unreadableValue.code, unreadableValue.message)
}

/** Reads a neighbour's feed for a named reader, or refuses. */
export function mayReadFeed(principal: Principal): string {
  may({ principal }, 'feed:read')
  return principal.subject
}

/** The principal under which one room reads another's feed. */
export function feedReader(room: string): Principal {
  return systemPrincipal('system-reader', room)
}

function isRecent(caughtUpAt: Date | null, clock: Clock): boolean {
  return caughtUpAt !== null && clock.now().getTime() - caughtUpAt.getTime() < accessMayLagMilliseconds
}

function isMutation(document: DocumentNode): boolean {
  return document.definitions.some((definition) => definition.kind === 'OperationDefinition' && definition.operation === 'mutation')
}

/** A fault is told as one sentence and its request; what it says of itself goes to nobody, for it may hold a person's data. */
function maskFaults(errors: readonly GraphQLError[] | undefined, requestId: string, log: Log): GraphQLError[] | undefined {
  return errors?.map((error) => {
    const refusal = refusalOf(error)
    if (refusal)
      return new GraphQLError(refusal.message, {
        path: error.path,
        extensions: { ...error.extensions, ...(error.originalError as GraphQLError | undefined)?.extensions }
      })
    if (isUnreadableValue(error.originalError))
      return new GraphQLError(unreadableValue.message, { path: error.path, extensions: { code: unreadableValue.code } })
    log.error({ requestId, path: error.path?.join('.'), reason: describeFault(error.originalError ?? error) }, 'a field could not be resolved')
    return new GraphQLError('This could not be fetched. Try again; if it keeps happening, report the request id.', {
      path: error.path,
      extensions: { code: 'UNAVAILABLE', requestId }
    })
  })
}

const releases = new WeakMap<object, Set<string>>()

/**
 * Wraps every resolver so that each row which leaves the room, known by its `recordId` (or, for a row made of several records, by its
 * `releasedRecordIds`), is noted for the audit. A resolver cannot forget to say what it released.
 */
function noteReleases(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) field.resolve = noting(field.resolve ?? defaultFieldResolver)
  }
  return schema
}

function noting(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args, context, info) => {
    const value: unknown = resolve(parent, args, context, info)
    const released = releases.get(context as object)
    return released ? note(released, value) : value
  }
}

function note(released: Set<string>, value: unknown): unknown {
  if (value instanceof Promise) return value.then((settled) => note(released, settled))
  if (Array.isArray(value)) return value.map((item) => note(released, item))
  if (value === null || typeof value !== 'object') return value
  const { recordId, releasedRecordIds, __typename } = value as { recordId?: unknown; releasedRecordIds?: unknown; __typename?: unknown }
  // An object with a __typename is a reference to another room's entity: it releases nothing by itself.
  if (typeof recordId === 'string' && __typename === undefined) released.add(recordId)
  if (Array.isArray(releasedRecordIds)) for (const id of releasedRecordIds) released.add(String(id))
  return value
}
