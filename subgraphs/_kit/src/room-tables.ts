import { sql } from 'drizzle-orm'
import { bigint, customType, index, integer, json, primaryKey, text, timestamp, uuid, type PgColumn, type PgSchema } from 'drizzle-orm/pg-core'
import type { Service } from './principal.ts'

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/** An instant, stored in UTC. */
export const instant = (name?: string) => (name ? timestamp(name, { withTimezone: true }) : timestamp({ withTimezone: true }))

/** The columns every row of personal data carries, in every room. */
export const rowColumns = {
  /** ODS code of the organisation whose record this is. */
  organisation: text().notNull(),
  /** Grows by one with every change; a change names the version it was made from. */
  version: integer().notNull().default(1),
  /** Which retention rule will one day delete the row: 'adult-mental-health', 'child', 'audit', 'operational'. */
  retentionClass: text('retention_class').notNull(),
  recordedAt: instant('recorded_at').notNull().defaultNow(),
  recordedBy: text('recorded_by').notNull()
}

/** The columns of a row about someone: whose record it belongs to, and the service that wrote it. */
export const personalColumns = {
  ...rowColumns,
  recordId: uuid('record_id').notNull(),
  service: text().$type<Service>().notNull()
}

/** The columns of a row that is part of an episode, in the rooms that have episodes. */
export const episodePart = (episodeId: () => PgColumn) => ({
  id: uuid().primaryKey(),
  ...personalColumns,
  episodeId: uuid('episode_id').notNull().references(episodeId)
})

/** Who last corrected a part of an episode, and when it was found to be recorded in error: it is withdrawn then, stays here, and counts no more. */
export const correctionColumns = () => ({
  correctedBy: text('corrected_by'),
  withdrawnAt: instant('withdrawn_at'),
  withdrawnBy: text('withdrawn_by')
})

/**
 * The four tables of the kit that stand in every room's schema. A room exports them from its `db/tables.ts`,
 * so that its own migrations create them: `export const { outbox, … } = roomTables(people)`.
 */
export function roomTables(schema: PgSchema) {
  return { outbox: outboxIn(schema), feedCursor: feedCursorIn(schema), recordAccess: recordAccessIn(schema), idempotency: idempotencyIn(schema) }
}

export type RoomTables = ReturnType<typeof roomTables>

/** One event in a row of the outbox, as short as it can be kept: files bring many. What it is about stands in it only where it is not what the row names. */
export type StoredEvent = [
  type: string,
  /** Version of the event's shape. */
  shapeVersion: number,
  /** Version of the subject after the change, taken under its row lock. */
  subjectVersion: number,
  /** ISO 8601 */
  occurredAt: string,
  /** But for what the row says of all. */
  payload: Record<string, unknown>,
  subjectId?: string
]

/** What one change told of one identity record, in order: many events where a file brings a whole course at once. */
function outboxIn(schema: PgSchema) {
  return schema.table(
    'outbox',
    {
      id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
      xid: xid8()
        .notNull()
        .default(sql`pg_current_xact_id()`),
      /** The identity record that all of the events are about; null where no person is concerned. */
      recordId: uuid('record_id'),
      organisation: text().notNull(),
      actor: text().notNull(),
      actorRole: text('actor_role').notNull(),
      requestId: text('request_id').notNull(),
      recordedAt: instant('recorded_at').notNull().defaultNow(),
      /** What the first of the events is about, and its id, of which those of the others are made. */
      subjectId: text('subject_id').notNull(),
      firstEventId: uuid('first_event_id').notNull().defaultRandom(),
      /** The fields that stand alike in the payloads of all of them, where they are many. */
      shared: json().$type<StoredEvent[4]>().notNull().default({}),
      /** Kept as it is written, which is three times faster than taking it apart: nobody looks for anything in it. */
      events: json().$type<StoredEvent[]>().notNull(),
      size: integer().notNull(),
      retentionClass: text('retention_class').notNull().default('operational')
    },
    // In the order of the feed, which is the only one they are read in.
    (table) => [primaryKey({ columns: [table.xid, table.id] })]
  )
}

function feedCursorIn(schema: PgSchema) {
  return schema.table('feed_cursor', {
    /** The room whose feed is read. */
    feed: text().primaryKey(),
    xid: xid8().notNull().default('0'),
    id: bigint({ mode: 'bigint' })
      .notNull()
      .default(sql`0`),
    movedAt: instant('moved_at').notNull().defaultNow(),
    retentionClass: text('retention_class').notNull().default('operational')
  })
}

/**
 * What is said of an audience and a record. 'read': may read it; 'know': may know that the service is involved; 'location': may besides read
 * where the person lives, stays or was met; 'barred': may not even know. 'restricted' says of everyone that only those 'named' may know.
 * 'lifted': a bar by name, or a restriction to others, is set aside for them, until then.
 */
export const accessLevels = ['read', 'know', 'location', 'barred', 'restricted', 'named', 'lifted'] as const
export type AccessLevel = (typeof accessLevels)[number]

function recordAccessIn(schema: PgSchema) {
  return schema.table(
    'record_access',
    {
      recordId: uuid('record_id').notNull(),
      /** 'team:…', 'organisation:…', 'subject:…' or 'everyone' */
      audience: text().notNull(),
      level: text().$type<AccessLevel>().notNull(),
      /** Why no more than 'know'. */
      reason: text(),
      /** The service that made the record. */
      service: text().notNull(),
      until: instant('until'),
      version: bigint({ mode: 'number' }).notNull(),
      retentionClass: text('retention_class').notNull().default('operational')
    },
    (table) => [
      primaryKey({ columns: [table.recordId, table.audience, table.level] }),
      index('record_access_by_audience').on(table.audience, table.recordId),
      // Asked of every row that is read. There are few such entries among millions of others, which the planner cannot know.
      index('record_access_of_bars')
        .on(table.level, table.audience, table.recordId)
        .where(sql`level in ('barred', 'restricted', 'named')`)
    ]
  )
}

function idempotencyIn(schema: PgSchema) {
  return schema.table(
    'idempotency',
    {
      subject: text().notNull(),
      key: text().notNull(),
      requestHash: text('request_hash').notNull(),
      resultId: text('result_id').notNull(),
      recordedAt: instant('recorded_at').notNull().defaultNow(),
      retentionClass: text('retention_class').notNull().default('operational')
    },
    (table) => [primaryKey({ columns: [table.subject, table.key] })]
  )
}
