import { sql } from 'drizzle-orm'
import { index, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, roomTables } from '@throughcare/kit/room-tables'

export const audit = pgSchema('audit')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(audit)

/** One operation and the identity records whose data it released. Rows are added, never changed. */
export const operation = audit.table('operation', {
  id: uuid()
    .primaryKey()
    .default(sql`gen_random_uuid()`),
  requestId: text('request_id').notNull().unique(),
  at: instant().notNull(),
  subject: text().notNull(),
  issuer: text().notNull(),
  organisation: text().notNull(),
  role: text().notNull(),
  purpose: text().notNull(),
  operationName: text('operation_name'),
  documentHash: text('document_hash').notNull(),
  recordIds: uuid('record_ids').array().notNull(),
  retentionClass: text('retention_class').notNull().default('audit')
})

/**
 * The same, one row a record, to find operations by. An index on the array would not be used: operators of arrays may tell of rows that
 * row-level security hides, so PostgreSQL asks its policies of every row before them.
 */
export const released = audit.table(
  'released',
  {
    recordId: uuid('record_id').notNull(),
    at: instant().notNull(),
    operationId: uuid('operation_id').notNull(),
    /** That of the operation. */
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull().default('audit')
  },
  (table) => [primaryKey({ columns: [table.recordId, table.at, table.operationId] })]
)

/** One event of another room: who changed what. */
export const changeEvent = audit.table(
  'change_event',
  {
    id: uuid().primaryKey(),
    room: text().notNull(),
    type: text().notNull(),
    recordId: uuid('record_id'),
    subjectId: text('subject_id').notNull(),
    actor: text().notNull(),
    actorRole: text('actor_role').notNull(),
    organisation: text().notNull(),
    requestId: text('request_id').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    retentionClass: text('retention_class').notNull().default('audit')
  },
  (table) => [index('change_event_by_record').on(table.recordId, table.recordedAt)]
)

/** A record that was parted from another it had been linked to: whoever saw them together meanwhile saw a person who does not exist. */
export const wrongLink = audit.table(
  'wrong_link',
  {
    /** The id of the event that told of it, which may name several companions. */
    id: uuid().notNull(),
    recordId: uuid('record_id').notNull(),
    companionId: uuid('companion_id').notNull(),
    linkedAt: instant('linked_at').notNull(),
    partedAt: instant('parted_at').notNull(),
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull().default('audit')
  },
  (table) => [
    primaryKey({ columns: [table.id, table.companionId] }),
    index('wrong_link_of_record').on(table.recordId),
    index('wrong_link_of_companion').on(table.companionId)
  ]
)
