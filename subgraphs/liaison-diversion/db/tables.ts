import { date, index, integer, jsonb, pgSchema, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant, personalColumns, roomTables } from '@throughcare/kit/room-tables'

export const liaisonDiversion = pgSchema('liaison_diversion')

export type ConsentPosition = {
  purpose: string
  decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED' | null
  /** The last day on which a consent holds. */
  until: string | null
  override: { ground: string; until: string } | null
}

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(liaisonDiversion)

/**
 * What `people` told of an identity record: when the person was born and died, and where they stand on sharing. The room writes about
 * records it has heard of, and never asks.
 */
export const knownRecord = liaisonDiversion.table('known_record', {
  recordId: uuid('record_id').primaryKey(),
  bornOn: date('born_on'),
  diedOn: date('died_on'),
  /** Where the person stands on each purpose of sharing that was asked; a purpose that is not named never was. */
  positions: jsonb().$type<ConsentPosition[]>().notNull().default([])
})

/** One contact period. What happened is kept as when and by whom; where the episode stands is derived. */
export const episode = liaisonDiversion.table(
  'episode',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    /** The person's date of birth, kept as `people` tells it: ages are worked out of it. */
    bornOn: date('born_on'),
    facilityId: text('facility_id').notNull(),
    setting: text().$type<'POLICE_CUSTODY' | 'VOLUNTARY_ATTENDANCE' | 'MAGISTRATES_COURT' | 'YOUTH_COURT' | 'CROWN_COURT'>().notNull(),
    source: text().$type<'POLICE' | 'COURT' | 'PROBATION' | 'YOUTH_JUSTICE' | 'SOLICITOR' | 'MENTAL_HEALTH_TEAM' | 'SELF'>().notNull(),
    offenceGroup: text('offence_group')
      .$type<
        | 'VIOLENCE_AGAINST_THE_PERSON'
        | 'SEXUAL'
        | 'ROBBERY'
        | 'THEFT'
        | 'CRIMINAL_DAMAGE_AND_ARSON'
        | 'DRUG'
        | 'POSSESSION_OF_WEAPONS'
        | 'PUBLIC_ORDER'
        | 'MISCELLANEOUS_AGAINST_SOCIETY'
        | 'FRAUD'
        | 'SUMMARY_NON_MOTORING'
        | 'SUMMARY_MOTORING'
        | 'NOT_RECORDED'
      >()
      .notNull()
      .default('NOT_RECORDED'),
    receivedAt: instant('received_at').notNull(),
    custodyClockStartedAt: instant('custody_clock_started_at'),
    screeningOfferedAt: instant('screening_offered_at'),
    screeningOfferedBy: text('screening_offered_by'),
    screenedAt: instant('screened_at'),
    screenedBy: text('screened_by'),
    screeningOutcome: text('screening_outcome').$type<'NO_NEED' | 'NEEDS_IDENTIFIED' | 'ASSESSMENT_REQUIRED'>(),
    screeningRisk: text('screening_risk').$type<'LOW' | 'MEDIUM' | 'HIGH'>(),
    screeningUrgency: text('screening_urgency').$type<'EMERGENCY' | 'VERY_URGENT' | 'URGENT' | 'ROUTINE'>(),
    notSeenAt: instant('not_seen_at'),
    notSeenBy: text('not_seen_by'),
    notSeenReason: text('not_seen_reason').$type<'RELEASED_BEFORE_SEEN' | 'DECLINED' | 'UNFIT' | 'NO_PRACTITIONER' | 'DUPLICATE'>(),
    assessedAt: instant('assessed_at'),
    custodyDisposalAt: instant('custody_disposal_at'),
    custodyDisposalBy: text('custody_disposal_by'),
    custodyDisposal: text('custody_disposal').$type<
      'CHARGED' | 'BAILED' | 'RELEASED_UNDER_INVESTIGATION' | 'NO_FURTHER_ACTION' | 'VOLUNTARY_ATTENDANCE_ENDED' | 'MENTAL_HEALTH_ACT'
    >(),
    divertedOutOfJusticeAt: instant('diverted_out_of_justice_at'),
    divertedOutOfJusticeBy: text('diverted_out_of_justice_by'),
    supportedWithinJusticeAt: instant('supported_within_justice_at'),
    supportedWithinJusticeBy: text('supported_within_justice_by'),
    notDivertedAt: instant('not_diverted_at'),
    notDivertedBy: text('not_diverted_by'),
    followUpDueOn: date('follow_up_due_on'),
    childCircumstancesAt: instant('child_circumstances_at'),
    childCircumstancesBy: text('child_circumstances_by'),
    isLookedAfter: text('is_looked_after').$type<'YES' | 'NO' | 'NOT_STATED' | 'NOT_KNOWN'>(),
    childProtectionPlan: text('child_protection_plan').$type<'NEVER' | 'PREVIOUSLY' | 'CURRENTLY' | 'NOT_STATED' | 'NOT_KNOWN'>(),
    isYouthCourtCase: text('is_youth_court_case').$type<'YES' | 'NO' | 'NOT_STATED' | 'NOT_KNOWN'>(),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    closureReason: text('closure_reason').$type<
      'COMPLETED' | 'TRANSFERRED_TO_SERVICE' | 'DISENGAGED' | 'DECLINED' | 'NOT_SEEN' | 'MOVED_OUT_OF_AREA' | 'DIED'
    >(),
    reopenedAt: instant('reopened_at'),
    reopenedBy: text('reopened_by')
  },
  (table) => [
    index('episode_of_record').on(table.recordId),
    index('episode_open_at_facility')
      .on(table.facilityId, table.receivedAt, table.id)
      .where(sql`closed_at is null`)
  ]
)

/** A need that was identified in an episode. */
export const need = liaisonDiversion.table(
  'need',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    episodeId: uuid('episode_id')
      .notNull()
      .references(() => episode.id),
    code: text().notNull(),
    identifiedAt: instant('identified_at').notNull(),
    source: text().$type<'PERSON' | 'SCREENING' | 'ASSESSMENT' | 'HEALTH_RECORD' | 'AGENCY' | 'FAMILY_OR_CARER'>(),
    definition: text(),
    alreadySupportedAt: instant('already_supported_at'),
    referredAt: instant('referred_at'),
    metAt: instant('met_at'),
    declinedAt: instant('declined_at'),
    reviewedBy: text('reviewed_by')
  },
  (table) => [index('need_of_episode').on(table.episodeId)]
)

/** What every part of an episode points at. */
const ofEpisode = () => ({
  id: uuid().primaryKey(),
  ...personalColumns,
  episodeId: uuid('episode_id')
    .notNull()
    .references(() => episode.id)
})

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
    outcome: text().$type<'NO_FURTHER_SUPPORT' | 'ADVICE_GIVEN' | 'ONWARD_REFERRAL' | 'HOSPITAL'>()
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
      .notNull()
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
    decidedOn: date('decided_on').notNull()
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
    arrivalRecordedBy: text('arrival_recorded_by')
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

/** On what ground something was told to a justice agency. */
const sharingColumns = () => ({
  basis: text().$type<'CONSENT' | 'SAFEGUARDING' | 'VITAL_INTERESTS' | 'COURT_ORDER' | 'PREVENT_SERIOUS_HARM'>().notNull(),
  overrideReason: text('override_reason')
})

const courtReportColumns = () => ({
  type: text()
    .$type<
      'VERBAL' | 'WRITTEN_STANDARD' | 'WRITTEN_DETAILED' | 'PRE_SENTENCE_CONTRIBUTION' | 'TREATMENT_REQUIREMENT_SUITABILITY' | 'PSYCHIATRIC_REPORT_ADVICE'
    >()
    .notNull(),
  purpose: text().$type<'CHARGING' | 'OUT_OF_COURT_DISPOSAL' | 'BAIL_AND_REMAND' | 'CASE_MANAGEMENT' | 'SENTENCING'>().notNull(),
  courtId: text('court_id').notNull(),
  hearingOn: date('hearing_on').notNull(),
  caseReference: text('case_reference'),
  /** The organisation whose court staff read what is issued. */
  recipientOrganisation: text('recipient_organisation').notNull()
})

/** A report that a court, or somebody for it, asked for; due as long as none was issued. */
export const courtReport = liaisonDiversion.table(
  'court_report',
  { ...ofEpisode(), ...courtReportColumns(), requestedAt: instant('requested_at').notNull(), issuedAt: instant('issued_at') },
  (table) => [
    index('court_report_of_episode').on(table.episodeId),
    index('court_report_due')
      .on(table.organisation, table.hearingOn, table.id)
      .where(sql`issued_at is null`)
  ]
)

/** A report as it was issued: whole, and never changed. Issued again it is another row, under the next number. */
export const issuedCourtReport = liaisonDiversion.table(
  'issued_court_report',
  {
    ...ofEpisode(),
    courtReportId: uuid('court_report_id')
      .notNull()
      .references(() => courtReport.id),
    issueNumber: integer('issue_number').notNull(),
    ...courtReportColumns(),
    contents: text().notNull(),
    issuedAt: instant('issued_at').notNull(),
    ...sharingColumns()
  },
  (table) => [
    uniqueIndex('issue_of_court_report').on(table.courtReportId, table.issueNumber),
    index('issued_to_recipient').on(table.recipientOrganisation, table.hearingOn, table.id)
  ]
)

/** Something told to a justice agency, other than in a court report. */
export const informationShare = liaisonDiversion.table(
  'information_share',
  {
    ...ofEpisode(),
    recipient: text().$type<'POLICE' | 'CROWN_PROSECUTION_SERVICE' | 'PROBATION' | 'YOUTH_JUSTICE_SERVICE'>().notNull(),
    purpose: text().$type<'CHARGING' | 'OUT_OF_COURT_DISPOSAL' | 'BAIL_AND_REMAND' | 'CASE_MANAGEMENT' | 'SENTENCING'>().notNull(),
    contents: text().notNull(),
    sharedAt: instant('shared_at').notNull(),
    ...sharingColumns()
  },
  (table) => [index('information_share_of_episode').on(table.episodeId)]
)

/** What staff did in an episode: one row a version, with what a correction wrote over. Rows are never changed. */
export const episodeChange = liaisonDiversion.table(
  'episode_change',
  {
    ...ofEpisode(),
    episodeVersion: integer('episode_version').notNull(),
    action: text().notNull(),
    reason: text(),
    corrections: jsonb().$type<{ field: string; oldValue: string | null; newValue: string | null }[]>().notNull().default([])
  },
  (table) => [uniqueIndex('episode_change_of_episode').on(table.episodeId, table.episodeVersion)]
)
