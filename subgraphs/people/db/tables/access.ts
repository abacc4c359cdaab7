import { sql } from 'drizzle-orm'
import { check, date, index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { instant, personalColumns } from '@throughcare/kit/room-tables'
import type { BreakGlassOutcome, BreakGlassReason } from '../../src/break-glass/break-glass.rules.ts'
import type { ConsentPurpose, OverrideCondition, OverrideGround, Position } from '../../src/consent/consent.rules.ts'
import type { DeathSource } from '../../src/death/death.rules.ts'
import type { LimitOverrideOutcome } from '../../src/limit-override/limit-override.rules.ts'
import type { RelationshipKind } from '../../src/relationship/relationship.rules.ts'
import { identityRecord, linkColumns, people } from '../tables.ts'

// What decides, besides links and consent, who may know what of whom. Every row is about a person by way of one of their records.

const ofRecord = () =>
  uuid('record_id')
    .notNull()
    .references(() => identityRecord.id)

/** Why something is shared for a purpose although the person did not agree. Never changed but to end it. */
export const consentOverride = people.table(
  'consent_override',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...personalColumns,
    recordId: ofRecord(),
    purpose: text().$type<ConsentPurpose>().notNull(),
    /** The organisation that is told, by name or ODS code. */
    recipient: text().notNull(),
    ground: text().$type<OverrideGround>().notNull(),
    condition: text().$type<OverrideCondition>().notNull(),
    reason: text().notNull(),
    until: instant().notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by')
  },
  (table) => [index('consent_override_of_record').on(table.recordId)]
)

/** Where a person stands: on each purpose of sharing, and whether they died. */
const standColumns = {
  positions: jsonb().$type<Position[]>().notNull(),
  diedOn: date('died_on'),
  deathSource: text('death_source').$type<DeathSource>()
}

/** What holds of a person as a whole, told to each of their records: worked out anew with access, so that links and unlinks repair it. */
export const standing = people.table('standing', { ...personalColumns, recordId: ofRecord().primaryKey(), ...standColumns })

/** Who may not know of a person, or who alone may: named members of staff, from a decision until it ends. */
export const accessLimit = people.table(
  'access_limit',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...personalColumns,
    recordId: ofRecord(),
    kind: text().$type<'EXCLUSION' | 'RESTRICTION'>().notNull(),
    subjects: text().array().notNull(),
    reason: text().notNull(),
    /** Null: it began when it was set. */
    from: instant(),
    until: instant(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by')
  },
  (table) => [index('access_limit_of_record').on(table.recordId), index('access_limit_that_begins').on(table.from)]
)

/**
 * The links of a record as whoever wrote it down sees them while they are shut out of its person: to nobody but what else they wrote down of
 * them, as though no other record were like it; for whom they stand in the place of the true ones, and from when to when.
 */
export const seenAlone = people.table(
  'seen_alone',
  {
    id: uuid().primaryKey(),
    recordId: ofRecord(),
    subject: text().notNull(),
    /** When the limits that shut them out end; null where one has no end. */
    until: instant(),
    /** When the hour ends for which two persons let them past those limits; null where none runs. */
    notBefore: instant('not_before'),
    ...linkColumns,
    /** Where this person stands, as it is told with the link in force: to its author, and by events to every other room. */
    ...standColumns
  },
  (table) => [index('seen_alone_of_record').on(table.recordId), index('seen_alone_as_person').on(table.personId)]
)

/** Whether a person's places are to be kept from other teams. The newest line of a record holds; no line means that nobody asked. */
export const sensitiveFlag = people.table(
  'sensitive_flag',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...personalColumns,
    recordId: ofRecord(),
    state: text().$type<'SENSITIVE' | 'CLEAR'>().notNull(),
    reason: text().notNull()
  },
  (table) => [index('sensitive_flag_of_record').on(table.recordId, table.recordedAt)]
)

/** Why one member of staff needs to know of a person whose record may not be their team's. */
export const relationship = people.table(
  'relationship',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    recordId: ofRecord(),
    subject: text().notNull(),
    kind: text().$type<RelationshipKind>().notNull(),
    reason: text().notNull(),
    until: instant(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
    /** `organisation:…` of everyone whose privacy officer answers for it. */
    overseers: text().array().notNull(),
    /** The episode in which a worker was allocated, which ends it by being closed; null for every other kind. */
    episodeId: uuid('episode_id')
  },
  (table) => [
    index('relationship_of_record').on(table.recordId),
    index('relationship_claimed').on(table.kind, table.recordedAt, table.id),
    index('relationship_in_episode')
      .on(table.episodeId)
      .where(sql`ended_at is null`)
  ]
)

/** One hour's way past a missing consent, and what the privacy officer found of it: the row is the place in the queue. */
export const breakGlass = people.table(
  'break_glass',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...personalColumns,
    recordId: ofRecord(),
    reasonCode: text('reason_code').$type<BreakGlassReason>().notNull(),
    explanation: text().notNull(),
    until: instant().notNull(),
    /** `organisation:…` of everyone whose privacy officer answers for it. */
    overseers: text().array().notNull(),
    reviewedAt: instant('reviewed_at'),
    reviewedBy: text('reviewed_by'),
    outcome: text().$type<BreakGlassOutcome>(),
    finding: text()
  },
  (table) => [index('break_glass_of_record').on(table.recordId), index('break_glass_to_review').on(table.recordedAt, table.id)]
)

/**
 * One hour's way past the limits on a person, for one who is shut out: asked by them, granted or refused by somebody else. Whoever asks may
 * not know whether there is such a record, so a request stands by itself. The row is the place in the queue.
 */
export const limitOverride = people.table(
  'limit_override',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    reasonCode: text('reason_code').$type<BreakGlassReason>().notNull(),
    explanation: text().notNull(),
    /** `organisation:…` of everyone whose privacy officer may be told of it. */
    overseers: text().array().notNull(),
    outcome: text().$type<LimitOverrideOutcome>(),
    finding: text(),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    /** Null where it is not granted. */
    until: instant()
  },
  (table) => [
    index('limit_override_of_record').on(table.recordId),
    index('limit_override_to_decide')
      .on(table.recordedAt, table.id)
      .where(sql`decided_at is null`),
    check('limit_override_takes_two', sql`decided_by <> recorded_by`)
  ]
)

/** That a person died, or that this was recorded in error. The newest line holds. */
export const death = people.table(
  'death',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...personalColumns,
    recordId: ofRecord(),
    /** Null: what was recorded before was an error. */
    diedOn: date('died_on'),
    source: text().$type<DeathSource>(),
    reason: text().notNull()
  },
  (table) => [index('death_of_record').on(table.recordId)]
)
