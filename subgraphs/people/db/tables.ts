import { boolean, date, index, pgSchema, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant, personalColumns, roomTables, rowColumns } from '@throughcare/kit/room-tables'

export const people = pgSchema('people')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(people)

/** What one service believes about who is in front of it. */
export const identityRecord = people.table(
  'identity_record',
  {
    id: uuid().primaryKey(),
    ...rowColumns,
    service: personalColumns.service,
    sourceSystem: text('source_system').notNull(),
    sourceKey: text('source_key').notNull(),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    birthDate: date('birth_date').notNull(),
    birthDateIsEstimated: boolean('birth_date_is_estimated').notNull().default(false),
    sex: text().$type<'MALE' | 'FEMALE' | 'NOT_KNOWN' | 'NOT_SPECIFIED'>().notNull(),
    ethnicCategory: text('ethnic_category')
  },
  (table) => [
    uniqueIndex('identity_record_source').on(table.organisation, table.sourceSystem, table.sourceKey),
    index('identity_record_name_birth').on(sql`lower(${table.familyName})`, table.birthDate)
  ]
)

/** Where a person lives or stays: apart from the rest, with a rule of its own. */
export const identityLocation = people.table('identity_location', {
  ...personalColumns,
  recordId: uuid('record_id')
    .primaryKey()
    .references(() => identityRecord.id),
  postcode: text().notNull()
})

/** Numbers by which services know the person, each in canonical form. */
export const identifier = people.table(
  'identifier',
  {
    ...personalColumns,
    recordId: uuid('record_id')
      .notNull()
      .references(() => identityRecord.id),
    type: text().$type<'NHS_NUMBER' | 'PRISON_NUMBER' | 'PNC'>().notNull(),
    value: text().notNull(),
    isVerified: boolean('is_verified').notNull()
  },
  (table) => [primaryKey({ columns: [table.recordId, table.type, table.value] }), index('identifier_by_value').on(table.type, table.value)]
)

/** Which person a record belongs to, from when to when. Ids and codes only: it says nothing about anyone. */
export const link = people.table(
  'link',
  {
    id: uuid().primaryKey().defaultRandom(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => identityRecord.id),
    personId: uuid('person_id').notNull(),
    evidence: text().notNull(),
    linkedAt: instant('linked_at').notNull(),
    linkedBy: text('linked_by').notNull(),
    unlinkedAt: instant('unlinked_at'),
    unlinkedBy: text('unlinked_by'),
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull()
  },
  (table) => [
    uniqueIndex('link_in_force')
      .on(table.recordId)
      .where(sql`unlinked_at is null`),
    index('link_of_person').on(table.personId)
  ]
)

/** What people decided about sharing. A decision is never changed. */
export const consent = people.table(
  'consent',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...personalColumns,
    recordId: uuid('record_id')
      .notNull()
      .references(() => identityRecord.id),
    purpose: text().$type<'SHARE_SISTER_SERVICE' | 'SHARE_ONWARD_SERVICE'>().notNull(),
    decision: text().$type<'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED'>().notNull(),
    decidedAt: instant('decided_at').notNull(),
    until: date()
  },
  (table) => [index('consent_of_record').on(table.recordId)]
)
