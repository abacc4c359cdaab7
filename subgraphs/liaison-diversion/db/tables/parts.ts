import { boolean, date, index, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { onwardReferralTable } from '@throughcare/kit/onward-referrals'
import { peerAssignmentColumns } from '@throughcare/kit/peer-support'
import { correctionColumns, instant } from '@throughcare/kit/room-tables'
import { episode, liaisonDiversion, ofEpisode } from '../tables.ts'

/** An assessment, made by the service or asked of a specialist; due as long as nobody made it. */
export const assessment = liaisonDiversion.table(
  'assessment',
  {
    ...ofEpisode(),
    kind: text().$type<'LIAISON_DIVERSION' | 'SPECIALIST'>().notNull(),
    specialism: text().$type<
      | 'PSYCHIATRY'
      | 'MENTAL_HEALTH_ACT'
      | 'LEARNING_DISABILITY'
      | 'NEURODEVELOPMENTAL'
      | 'SUBSTANCE_USE'
      | 'SPEECH_AND_LANGUAGE'
      | 'SOCIAL_CARE'
      | 'PHYSICAL_HEALTH'
    >(),
    requestedAt: instant('requested_at'),
    requestedBy: text('requested_by'),
    assessedAt: instant('assessed_at'),
    assessedBy: text('assessed_by'),
    assessmentRecordedBy: text('assessment_recorded_by'),
    tools: text().array().notNull().default([]),
    outcome: text().$type<'NO_FURTHER_SUPPORT' | 'ADVICE_GIVEN' | 'ONWARD_REFERRAL' | 'HOSPITAL'>(),
    ...correctionColumns()
  },
  (table) => [index('assessment_of_episode').on(table.episodeId)]
)

/** A contact with the person, or one that was meant to be. */
export const contact = liaisonDiversion.table(
  'contact',
  {
    ...ofEpisode(),
    contactAt: instant('contact_at').notNull(),
    mechanism: text().$type<'FACE_TO_FACE' | 'TELEPHONE' | 'TALK_TYPE' | 'EMAIL' | 'TEXT_MESSAGE' | 'INSTANT_MESSAGING' | 'VIDEO' | 'OTHER'>().notNull(),
    attendance: text().$type<'ON_TIME' | 'LATE_SEEN' | 'LATE_NOT_SEEN' | 'CANCELLED_BY_PERSON' | 'DID_NOT_ATTEND' | 'CANCELLED_BY_SERVICE'>().notNull(),
    place: text()
      .$type<'POLICE_STATION' | 'COURT' | 'PRISON' | 'PROBATION_PREMISES' | 'HOME' | 'HEALTH_PREMISES' | 'STREET' | 'VOLUNTARY_PREMISES' | 'OTHER'>()
      .notNull(),
    /** True for the contact of a peer support worker, who works for a partner organisation. */
    isPeerSupport: boolean('is_peer_support').notNull().default(false),
    ...correctionColumns()
  },
  (table) => [index('contact_of_episode').on(table.episodeId, table.contactAt)]
)

/** A decision of the police or a court in the case. */
export const justiceOutcome = liaisonDiversion.table(
  'justice_outcome',
  {
    ...ofEpisode(),
    decidedBy: text('decided_by').$type<'POLICE' | 'COURT'>().notNull(),
    code: text().notNull(),
    decidedOn: date('decided_on').notNull(),
    ...correctionColumns()
  },
  (table) => [index('justice_outcome_of_episode').on(table.episodeId)]
)

/** An appropriate adult who was called for a child or a vulnerable adult. */
export const appropriateAdult = liaisonDiversion.table(
  'appropriate_adult',
  {
    ...ofEpisode(),
    reason: text().$type<'CHILD' | 'VULNERABLE_ADULT'>().notNull(),
    who: text().$type<'PARENT_OR_GUARDIAN' | 'OTHER_FAMILY' | 'SOCIAL_WORKER' | 'APPROPRIATE_ADULT_SERVICE' | 'OTHER_ADULT'>().notNull(),
    calledAt: instant('called_at').notNull(),
    arrivedAt: instant('arrived_at'),
    arrivalRecordedBy: text('arrival_recorded_by'),
    ...correctionColumns()
  },
  (table) => [index('appropriate_adult_of_episode').on(table.episodeId)]
)

/** A pathway of its own that the person is on. */
export const cohortFlag = liaisonDiversion.table(
  'cohort_flag',
  {
    ...ofEpisode(),
    cohort: text().$type<'WOMENS_PATHWAY' | 'VETERAN' | 'ONLINE_OFFENCES_AGAINST_CHILDREN' | 'CROWN_COURT'>().notNull(),
    removedAt: instant('removed_at'),
    removedBy: text('removed_by')
  },
  (table) => [
    uniqueIndex('cohort_flag_in_force')
      .on(table.episodeId, table.cohort)
      .where(sql`removed_at is null`)
  ]
)

/** What `referrals` tells of this service's onward referrals. */
export const onwardReferral = onwardReferralTable(liaisonDiversion, () => episode.id)

/** A peer support worker who was assigned to the person. */
export const peerAssignment = liaisonDiversion.table(
  'peer_assignment',
  peerAssignmentColumns(() => episode.id),
  (table) => [
    uniqueIndex('peer_assignment_in_force')
      .on(table.episodeId, table.subject)
      .where(sql`ended_at is null`),
    index('peer_assignment_of_subject')
      .on(table.subject, table.assignedAt, table.id)
      .where(sql`ended_at is null`)
  ]
)
