import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import { mustPermit } from '@throughcare/kit/errors'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotAmend, whyNotHaveRequested } from './court-report.rules.ts'
import { findCourtReportsOfEpisodes, updateCourtReports, type CourtReportRow } from './court-report.store.ts'
import { reportRequestEvent } from './request-court-report.ts'

const facts = ['type', 'purpose', 'courtId', 'hearingOn', 'recipientOrganisation', 'requestedAt'] as const
type Given = GivenCorrection & { [Fact in Exclude<(typeof facts)[number], 'recipientOrganisation'>]?: CourtReportRow[Fact] | null | undefined } & {
  caseReference?: string | null
  recipientOrganisationId?: string | null
}

/** How what was asked for with a court report is corrected. What was issued stays as it was issued. */
export const correctedCourtReport: CorrectedPart<CourtReportRow, Given> = {
  list: 'courtReports',
  called: 'A court report',
  facts: [...facts, 'caseReference'],
  find: findCourtReportsOfEpisodes,
  update: updateCourtReports,
  correct(row, { recipientOrganisationId, caseReference, ...given }) {
    mustPermit(whyNotAmend(row))
    const reference = caseReference == null ? {} : { caseReference: caseReference.trim() || null }
    return { ...row, ...saidOf<CourtReportRow, (typeof facts)[number]>({ ...given, recipientOrganisation: recipientOrganisationId }, facts), ...reference }
  },
  whyNot: whyNotHaveRequested,
  tell: (episode, row) => [reportRequestEvent(episode, row)],
  told: () => ['court-report-requested']
}
