import { bigint, boolean, date, index, jsonb, pgSchema, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant, personalColumns, roomTables, rowColumns } from '@throughcare/kit/room-tables'
import type { ConsentCapacity, ConsentDecision, ConsentPurpose } from '../src/consent/consent.rules.ts'
import type { Address } from '../src/identity-record/address.rules.ts'
import type { Belief } from '../src/identity-record/belief.rules.ts'
import type { FieldEvidence } from '../src/link/compare.rules.ts'
import type { ReviewReason } from '../src/link/plan-links.rules.ts'

export const people = pgSchema('people')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(people)

/** What a service believes, but for addresses, which lie apart. One row is one version, whole. */
const beliefColumns = {
  givenName: text('given_name').notNull(),
  familyName: text('family_name').notNull(),
  aliases: jsonb().$type<Belief['aliases']>().notNull(),
  birthDate: date('birth_date').notNull(),
  birthDateIsEstimated: boolean('birth_date_is_estimated').notNull(),
  otherBirthDates: jsonb('other_birth_dates').$type<Belief['otherBirthDates']>().notNull(),
  sex: text().$type<Belief['sex']>().notNull(),
  genderIdentity: text('gender_identity').$type<NonNullable<Belief['genderIdentity']>>(),
  ethnicityCodeList: text('ethnicity_code_list').$type<NonNullable<Belief['ethnicityCodeList']>>(),
  ethnicityCode: text('ethnicity_code'),
  identifiers: jsonb().$type<Belief['identifiers']>().notNull()
}

/** What one service believes now about who is in front of it. */
export const identityRecord = people.table(
  'identity_record',
  {
    id: uuid().primaryKey(),
    ...rowColumns,
    service: personalColumns.service,
    sourceSystem: text('source_system').notNull(),
    sourceKey: text('source_key').notNull(),
    ...beliefColumns
  },
  (table) => [
    uniqueIndex('identity_record_source').on(table.organisation, table.sourceSystem, table.sourceKey),
    index('identity_record_born_on').on(table.birthDate)
  ]
)

/** What was believed before: a row for each version that another has followed. Never changed. */
export const identityRecordVersion = people.table('identity_record_version', { ...personalColumns, ...beliefColumns }, (table) => [
  primaryKey({ columns: [table.recordId, table.version] })
])

/** Where a person lives or stays, as believed now: apart from the rest, with a rule of its own. */
export const identityLocation = people.table('identity_location', {
  ...personalColumns,
  recordId: uuid('record_id')
    .primaryKey()
    .references(() => identityRecord.id),
  addresses: jsonb().$type<Address[]>().notNull()
})

/** Where a person lived or stayed as believed before, for the versions of the record that another has followed. */
export const identityLocationVersion = people.table(
  'identity_location_version',
  { ...personalColumns, addresses: jsonb().$type<Address[]>().notNull() },
  (table) => [primaryKey({ columns: [table.recordId, table.version] })]
)

/** What a link says, and how it is seen by whoever sees a record alone (`tables/access.ts`): the same columns, since one stands in the other's place. */
export const linkColumns = {
  personId: uuid('person_id').notNull(),
  decidedBy: text('decided_by').$type<'NEW_PERSON' | 'MODEL' | 'HUMAN'>().notNull(),
  /** The human decision behind it, where there is one. */
  decisionId: uuid('decision_id'),
  weight: real(),
  evidence: jsonb().$type<FieldEvidence[]>().notNull(),
  modelVersion: text('model_version'),
  linkedAt: instant('linked_at').notNull(),
  linkedBy: text('linked_by').notNull(),
  unlinkedAt: instant('unlinked_at'),
  unlinkedBy: text('unlinked_by'),
  organisation: text().notNull(),
  retentionClass: text('retention_class').notNull()
}

/** Which person a record belongs to, from when to when, and on what evidence. Ids, codes and weights only: it says nothing about anyone. */
export const link = people.table(
  'link',
  {
    id: uuid().primaryKey().defaultRandom(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => identityRecord.id),
    ...linkColumns
  },
  (table) => [
    uniqueIndex('link_in_force')
      .on(table.recordId)
      .where(sql`unlinked_at is null`),
    index('link_of_record').on(table.recordId),
    index('link_of_person').on(table.personId)
  ]
)

/** Keys by which records are found that may be one person's: hashes, each with an index of its own place. */
export const matchKey = people.table(
  'match_key',
  {
    key: bigint({ mode: 'bigint' }).notNull(),
    recordId: uuid('record_id').notNull(),
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull()
  },
  (table) => [primaryKey({ columns: [table.key, table.recordId] })]
)

/** Records that a file has brought or changed, each a person of its own or where it was, until the linker has come to them. */
export const awaitingLink = people.table(
  'awaiting_link',
  {
    recordId: uuid('record_id').primaryKey(),
    /** A hash of the date of birth: the linker comes to those of one birthday together, since each is compared with many of the others. */
    near: bigint({ mode: 'bigint' })
      .notNull()
      .default(sql`0`),
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull()
  },
  (table) => [index('awaiting_link_in_turn').on(table.near, table.recordId)]
)

/** Two records that are alike enough to be weighed, and what the model made of them. `recordId` is the lesser of the two ids. */
export const recordPair = people.table(
  'record_pair',
  {
    id: uuid().primaryKey().defaultRandom(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => identityRecord.id),
    otherRecordId: uuid('other_record_id')
      .notNull()
      .references(() => identityRecord.id),
    weight: real().notNull(),
    /** The most they ever weighed, under earlier versions of either record. */
    peak: real().notNull(),
    evidence: jsonb().$type<FieldEvidence[]>().notNull(),
    modelVersion: text('model_version').notNull(),
    /** Why a human is asked; null while nobody is. */
    reviewReason: text('review_reason').$type<ReviewReason>(),
    openedAt: instant('opened_at').notNull(),
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull()
  },
  (table) => [
    uniqueIndex('record_pair_of_two').on(table.recordId, table.otherRecordId),
    index('record_pair_of_other').on(table.otherRecordId),
    index('record_pair_to_review')
      .on(table.weight, table.id)
      .where(sql`review_reason is not null`)
  ]
)

/** What humans decided about two records: it outweighs the model. A decision ends only when a human decides anew. */
export const linkDecision = people.table(
  'link_decision',
  {
    id: uuid().primaryKey().defaultRandom(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => identityRecord.id),
    otherRecordId: uuid('other_record_id')
      .notNull()
      .references(() => identityRecord.id),
    verdict: text().$type<'SAME' | 'DIFFERENT'>().notNull(),
    reason: text().notNull(),
    decidedAt: instant('decided_at').notNull(),
    decidedBy: text('decided_by').notNull(),
    supersededAt: instant('superseded_at'),
    organisation: text().notNull(),
    retentionClass: text('retention_class').notNull()
  },
  (table) => [
    uniqueIndex('link_decision_in_force')
      .on(table.recordId, table.otherRecordId)
      .where(sql`superseded_at is null`),
    index('link_decision_of_other').on(table.otherRecordId)
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
    purpose: text().$type<ConsentPurpose>().notNull(),
    decision: text().$type<ConsentDecision>().notNull(),
    decidedAt: instant('decided_at').notNull(),
    until: date(),
    /** Who asked the person, which may be someone other than who writes it down. */
    takenBy: text('taken_by').notNull(),
    capacity: text().$type<ConsentCapacity>().notNull()
  },
  (table) => [index('consent_of_record').on(table.recordId)]
)
