import { date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { correctionColumns, instant } from '@throughcare/kit/room-tables'
import { liaisonDiversion, ofEpisode } from '../tables.ts'

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

/** A report that a court, or somebody for it, asked for; due as long as none was issued and it was not cancelled. */
export const courtReport = liaisonDiversion.table(
  'court_report',
  {
    ...ofEpisode(),
    ...courtReportColumns(),
    requestedAt: instant('requested_at').notNull(),
    issuedAt: instant('issued_at'),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: text('cancelled_by'),
    cancelReason: text('cancel_reason').$type<'HEARING_VACATED' | 'CASE_ENDED' | 'NO_LONGER_WANTED' | 'PERSON_DECLINED' | 'RECORDED_IN_ERROR'>(),
    /** Who last corrected what was asked for. */
    correctedBy: text('corrected_by')
  },
  (table) => [
    index('court_report_of_episode').on(table.episodeId),
    index('court_report_due')
      .on(table.organisation, table.hearingOn, table.id)
      .where(sql`issued_at is null and cancelled_at is null`)
  ]
)

/** A report as it was issued: whole, and never changed. Issued again it is another row, under the next number. Withdrawn with an episode that was recorded in error. */
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
    ...sharingColumns(),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: text('withdrawn_by')
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
    ...sharingColumns(),
    ...correctionColumns()
  },
  (table) => [index('information_share_of_episode').on(table.episodeId)]
)
