import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { partOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotIssue } from './court-report.rules.ts'
import { findCourtReport, noteIssue } from './court-report.store.ts'
import { findGround } from './find-ground.ts'
import { findIssuesOfReports, insertIssue } from './issued-court-report.store.ts'
import type { Override } from './sharing.rules.ts'

export type IssueInput = { courtReportId: string; contents: string; override?: Override | null }

/** Issues a report: what the court reads is fixed from then on, and issued again it has the next number. */
export function issueCourtReport(context: Context, input: EpisodeChange & IssueInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'issue-court-report', input }, async (tx, episode) => {
    const report = (await findCourtReport(tx, episode.id, input.courtReportId)) ?? refuse('NOT_FOUND', 'No such report was asked for in this episode.')
    if (report.cancelledAt) refuse('BAD_USER_INPUT', 'This report was cancelled. If it is wanted after all, record that it was asked for again.')
    mustPermit(whyNotIssue(episode, input.contents))
    const ground = await findGround(tx, context, { recordId: episode.recordId, purpose: 'SHARE_COURT', override: input.override })
    const issuedAt = context.clock.now()
    const issueNumber = (await findIssuesOfReports(tx, [report.id])).length + 1
    const { type, purpose, courtId, hearingOn, caseReference, recipientOrganisation } = report
    await insertIssue(tx, {
      ...partOf(context, episode),
      ...{ courtReportId: report.id, issueNumber, type, purpose, courtId, hearingOn, caseReference, recipientOrganisation },
      ...{ contents: input.contents, issuedAt, ...ground, withdrawnAt: null, withdrawnBy: null }
    })
    await noteIssue(tx, report.id, issuedAt)
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { courtReportId: report.id, reportType: type, issueNumber, hearingOn, basis: ground.basis }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.court-report-issued', at: issuedAt, facts }))
    return changed
  })
}
