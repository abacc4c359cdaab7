import { boolean, date, index, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, personalColumns, roomTables } from '@throughcare/kit/room-tables'
import type { DetailType, JourneyEventKind } from '../src/event/event.rules.ts'
import type { SpanKind } from '../src/span/span.rules.ts'

export const journeys = pgSchema('journeys')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(journeys)

/** What the row points at in the room that owns it. */
const detailColumns = {
  detailType: text('detail_type').$type<DetailType>().notNull(),
  detailId: uuid('detail_id').notNull()
}

/** Something that happened to a person at a moment. The id is that of the event it was made from; times and pointers, nothing more. */
export const event = journeys.table(
  'event',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    kind: text().$type<JourneyEventKind>().notNull(),
    occurredAt: instant('occurred_at').notNull(),
    facilityId: text('facility_id'),
    /** Of a supply: the first day on which it is used up, and the day on which it goes on, where that is known. */
    runsOutOn: date('runs_out_on'),
    continuesOn: date('continues_on'),
    /** Which of several of its kind in the course of one thing; null where the service tells of one alone. */
    partId: uuid('part_id'),
    /** True where it was told that this was recorded in error: what was told of it before stands no more, nor does this. */
    isWithdrawn: boolean('is_withdrawn').notNull().default(false),
    ...detailColumns
  },
  (table) => [index('event_of_record').on(table.recordId, table.occurredAt, table.id), index('event_of_detail').on(table.detailId)]
)

/** A period in a person's journey, worked out anew from its events whenever one comes. No end: it goes on. */
export const span = journeys.table(
  'span',
  {
    ...personalColumns,
    kind: text().$type<SpanKind>().notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    /** The kind of the event that ended it. */
    endReason: text('end_reason').$type<JourneyEventKind>(),
    ...detailColumns
  },
  (table) => [primaryKey({ columns: [table.detailType, table.detailId] }), index('span_of_record').on(table.recordId)]
)

/** That a person died, as each of their records was told: clocks stop. No day: it was said in error. */
export const death = journeys.table('death', { ...personalColumns, recordId: personalColumns.recordId.primaryKey(), diedOn: date('died_on') })
