import { bigint, boolean, check, date, index, integer, jsonb, pgSchema, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { knownNeedTable } from '@throughcare/kit/known-needs'
import type { Service } from '@throughcare/kit/principal'
import { instant, personalColumns, roomTables } from '@throughcare/kit/room-tables'

export const referrals = pgSchema('referrals')

/** Where a person stands on sharing with services they are referred into, as `people` tells it to each of their records. */
export type SharingPosition = {
  decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED' | null
  decidedAt: string | null
  /** The last day on which a consent holds. */
  until: string | null
  override: { ground: 'SAFEGUARDING' | 'VITAL_INTERESTS' | 'COURT_ORDER' | 'PREVENT_SERIOUS_HARM'; until: string } | null
}

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(referrals)

/** What `people` told of an identity record. The room never asks. */
export const knownRecord = referrals.table('known_record', {
  recordId: uuid('record_id').primaryKey(),
  /** Null: never asked. */
  position: jsonb().$type<SharingPosition>(),
  /** The version that said so, as of the death: older news is passed over. */
  positionVersion: integer('position_version').notNull().default(0),
  diedOn: date('died_on'),
  deathVersion: integer('death_version').notNull().default(0)
})

/** Whose the episodes of both services are, as these tell, and which were recorded in error. Where it does not say whose, that was told before it was kept here. */
export const knownEpisode = referrals.table('known_episode', {
  id: uuid().primaryKey(),
  recordId: uuid('record_id'),
  organisation: text(),
  service: text().$type<Service>(),
  isInError: boolean('is_in_error').notNull(),
  /** When the person was referred to the service; null until it is told. */
  beganAt: instant('began_at'),
  /** The version of the episode that said so: older news is passed over. */
  version: integer().notNull(),
  retentionClass: text('retention_class').notNull().default('operational')
})

export const knownNeed = knownNeedTable(referrals)

/** What `directory` told of a service: which organisation provides it, and whether it is gone. As long as none is here, any is taken. */
export const knownService = referrals.table('known_service', {
  id: text().primaryKey(),
  organisation: text(),
  isGone: boolean('is_gone').notNull(),
  /** The service's version that said so; older news is passed over. */
  version: integer().notNull()
})

export type DeclineReason =
  | 'DUPLICATE'
  | 'INAPPROPRIATE'
  | 'INCOMPLETE'
  | 'NO_FIXED_ABODE'
  | 'CONVICTION'
  | 'AGE'
  | 'SEX'
  | 'NO_CAPACITY'
  | 'OUT_OF_AREA'
  | 'PERSON_DECLINED'
  | 'OTHER'
  | 'NOT_STATED'

/** How a service answered a referral: no person and no referral, for all practitioners to count. */
export const serviceAnswer = referrals.table(
  'service_answer',
  {
    id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    serviceId: text('service_id').notNull(),
    answeredAt: instant('answered_at').notNull(),
    /** Null: it accepted. */
    declineReason: text('decline_reason').$type<DeclineReason>(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [index('service_answer_of_service').on(table.serviceId, table.answeredAt, table.declineReason)]
)

/** One referral into a community service. What happened is kept as when and by whom; where it stands is derived. */
export const onwardReferral = referrals.table(
  'onward_referral',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    serviceId: text('service_id').notNull(),
    /** The organisation whose staff may see and answer it once it was sent: the code under which they sign in. */
    providerOrganisation: text('provider_organisation').notNull(),
    liaisonDiversionEpisodeId: uuid('liaison_diversion_episode_id'),
    reconnectEpisodeId: uuid('reconnect_episode_id'),
    needCode: text('need_code').notNull(),
    sharingBasis: text('sharing_basis').$type<'CONSENT' | 'SAFEGUARDING' | 'VITAL_INTERESTS' | 'COURT_ORDER' | 'PREVENT_SERIOUS_HARM'>(),
    overrideReason: text('override_reason'),
    sentAt: instant('sent_at'),
    sentBy: text('sent_by'),
    receivedAt: instant('received_at'),
    receivedBy: text('received_by'),
    acceptedAt: instant('accepted_at'),
    acceptedBy: text('accepted_by'),
    declinedAt: instant('declined_at'),
    declinedBy: text('declined_by'),
    declineReason: text('decline_reason').$type<DeclineReason>(),
    offeredAt: instant('offered_at'),
    offeredBy: text('offered_by'),
    firstAppointmentAt: instant('first_appointment_at'),
    attendance: text().$type<'ATTENDED' | 'MISSED'>(),
    attendanceBy: text('attendance_by'),
    /** Appointments missed so far; another may have been offered since. */
    missedAppointments: integer('missed_appointments').notNull().default(0),
    supportStartedAt: instant('support_started_at'),
    supportStartedBy: text('support_started_by'),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
    outcome: text().$type<'ACHIEVED' | 'PARTIALLY_ACHIEVED' | 'NOT_ACHIEVED'>(),
    /** The referral that went before it to another service. */
    redirectedFrom: uuid('redirected_from'),
    redirectedAt: instant('redirected_at'),
    redirectedBy: text('redirected_by'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
    withdrawalReason: text('withdrawal_reason').$type<
      'INELIGIBLE' | 'MISTAKEN_OR_DUPLICATE' | 'NOT_ENGAGED' | 'NEEDS_MET_ANOTHER_WAY' | 'MOVED_OUT_OF_AREA' | 'RETURNED_TO_CUSTODY' | 'DIED' | 'OTHER'
    >()
  },
  (table) => [
    index('onward_referral_of_record').on(table.recordId),
    index('onward_referral_of_liaison_diversion_episode').on(table.liaisonDiversionEpisodeId),
    index('onward_referral_of_reconnect_episode').on(table.reconnectEpisodeId),
    index('onward_referral_to_service').on(table.serviceId, table.sentAt, table.id),
    index('onward_referral_unheard')
      .on(table.organisation, table.service, table.sentAt, table.id)
      .where(
        sql`sent_at is not null and received_at is null and accepted_at is null and declined_at is null and withdrawn_at is null and redirected_at is null`
      ),
    uniqueIndex('onward_referral_redirected_once').on(table.redirectedFrom),
    check('of_one_episode', sql`num_nonnulls(liaison_diversion_episode_id, reconnect_episode_id) = 1`),
    check('shared_on_a_basis', sql`sent_at is null or sharing_basis is not null`)
  ]
)

/**
 * What a service is told of the person with a referral: what they agreed it may know, as whoever referred them wrote it down. Nothing of where
 * they live or stay.
 */
export const referralFacts = referrals.table('referral_facts', {
  referralId: uuid('referral_id')
    .primaryKey()
    .references(() => onwardReferral.id),
  ...personalColumns,
  nameToUse: text('name_to_use').notNull(),
  birthDate: date('birth_date'),
  phone: text(),
  contactAdvice: text('contact_advice'),
  language: text(),
  isInterpreterNeeded: boolean('is_interpreter_needed'),
  communicationNeeds: text('communication_needs'),
  risks: text()
})

/** That a person was told of a service; nothing was shared with it. */
export const signpost = referrals.table(
  'signpost',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    serviceId: text('service_id').notNull(),
    needCode: text('need_code').notNull(),
    toldAt: instant('told_at').notNull(),
    /** Told by a peer support worker, whose employer's row it is. */
    isByPeerSupport: boolean('is_by_peer_support').notNull().default(false),
    takenUp: text('taken_up').$type<'TAKEN_UP' | 'NOT_TAKEN_UP'>(),
    takeUpAt: instant('take_up_at'),
    takeUpBy: text('take_up_by'),
    /** When it was found to be recorded in error, and why in words: it stays here, and counts no more. */
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
    withdrawalReason: text('withdrawal_reason')
  },
  (table) => [index('signpost_of_record').on(table.recordId)]
)
