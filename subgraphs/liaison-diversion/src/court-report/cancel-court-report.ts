import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { withdrawalEvent } from '../episode/withdrawal-event.ts'
import { whyNotCancel } from './court-report.rules.ts'
import { findCourtReport, updateCourtReports, type CourtReportRow } from './court-report.store.ts'

export type CancelInput = { courtReportId: string; reason: NonNullable<CourtReportRow['cancelReason']> }

/** Takes back the request for a report that is no longer needed; it may come after the closing. */
export function cancelCourtReport(context: Context, input: EpisodeChange & CancelInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'cancel-court-report', input }, async (tx, episode) => {
    const report = (await findCourtReport(tx, episode.id, input.courtReportId)) ?? refuse('NOT_FOUND', 'No such report was asked for in this episode.')
    mustPermit(whyNotCancel(report))
    const { reason } = input
    const at = context.clock.now()
    const cancelled = { cancelledAt: at, cancelledBy: context.principal.subject, cancelReason: reason }
    await updateCourtReports(tx, [{ ...report, ...cancelled, version: report.version + 1 }])
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { courtReportId: report.id, reason }
    const inError = reason === 'RECORDED_IN_ERROR' ? [withdrawalEvent(changed, 'court-report-requested', report.id)] : []
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.court-report-cancelled', at, facts }), ...inError)
    return changed
  })
}
