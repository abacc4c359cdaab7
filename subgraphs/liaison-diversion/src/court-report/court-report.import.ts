import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { findInstant, findText, readCode, readDay, readInstant, readItems, readText } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { EpisodePart, Importing } from '../episode/as-episode-part.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { partOf } from '../episode/part-of.ts'
import { whyNotHaveRequested } from './court-report.rules.ts'
import { findCourtReportsOfEpisodes, insertCourtReports, asRequested, updateCourtReports, type CourtReportRow } from './court-report.store.ts'
import { reportRequestEvent } from './request-court-report.ts'

const types = [
  ...(['VERBAL', 'WRITTEN_STANDARD', 'WRITTEN_DETAILED', 'PRE_SENTENCE_CONTRIBUTION'] as const),
  ...(['TREATMENT_REQUIREMENT_SUITABILITY', 'PSYCHIATRIC_REPORT_ADVICE'] as const)
]
const purposes = ['CHARGING', 'OUT_OF_COURT_DISPOSAL', 'BAIL_AND_REMAND', 'CASE_MANAGEMENT', 'SENTENCING'] as const

const column: Column = {
  name: 'court_reports',
  items: 'type/purpose/court/hearing-on/recipient/requested-at/issued-at/case-reference',
  about: `type: ${types.join(', ')}; purpose: ${purposes.join(', ')}; court and recipient organisation by their ids; what an issued report says stays in its source`
}

/** Court reports as a source has them. What was issued there was shared there: no court reads it here. */
export const courtReportPart: EpisodePart<CourtReportRow> = {
  columns: [column],
  read: (fields, context, episode) => readItems(fields, column).map((item) => readReport(item, context, episode)),
  whyNot: whyNotHaveRequested,
  hearingOf: (row) => row,
  keyOf: ({ type, courtId, requestedAt }) => `${type} ${courtId} ${isoInstant(requestedAt)}`,
  steps: {
    request: { fields: ['requestedAt', 'type', 'purpose', 'courtId', 'hearingOn', 'recipientOrganisation', 'caseReference'], by: 'recordedBy' },
    issue: { fields: ['issuedAt'], by: 'recordedBy' }
  },
  toEvent: (step, episode, row) => (step === 'request' ? reportRequestEvent(episode, row) : null),
  find: findCourtReportsOfEpisodes,
  insert: insertCourtReports,
  update: updateCourtReports,
  align: (_, standing, given) => ({
    standing,
    // What was issued first stays the first issue.
    given: given.map((row) => {
      const { issuedAt } = standing.find((other) => courtReportPart.keyOf(other) === courtReportPart.keyOf(row)) ?? {}
      return issuedAt ? { ...row, issuedAt } : row
    })
  })
}

function readReport(item: Fields, context: Importing, episode: EpisodeRow): CourtReportRow {
  const [type, courtId] = [readCode(item, 'court_reports.type', types), readText(item, 'court_reports.court', 40)]
  const requestedAt = readInstant(item, 'court_reports.requested-at')
  const id = sourceIdOf('liaison-diversion-court-report', episode.id, `${type} ${courtId} ${isoInstant(requestedAt)}`)
  return {
    ...partOf(context, episode, id),
    ...{ type, courtId, requestedAt, purpose: readCode(item, 'court_reports.purpose', purposes), hearingOn: readDay(item, 'court_reports.hearing-on') },
    ...{ recipientOrganisation: readText(item, 'court_reports.recipient', 60), issuedAt: findInstant(item, 'court_reports.issued-at') },
    caseReference: findText(item, 'court_reports.case-reference', 60),
    ...asRequested
  }
}
