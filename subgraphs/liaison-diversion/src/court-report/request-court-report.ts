import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { partOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotHear } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { whyNotRequest } from './court-report.rules.ts'
import { insertCourtReport, asRequested, type CourtReportRow } from './court-report.store.ts'

export type RequestInput = Pick<CourtReportRow, 'type' | 'purpose' | 'courtId' | 'hearingOn'> & {
  caseReference?: string | null
  recipientOrganisationId: string
  requestedAt?: Date | null
}

/** Records that a report was asked for, for a hearing. */
export function requestCourtReport(context: Context, input: EpisodeChange & RequestInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'request-court-report', input }, async (tx, episode) => {
    const { type, purpose, courtId, hearingOn } = input
    const now = context.clock.now()
    const requestedAt = input.requestedAt ?? now
    mustPermit(whyNotRequest(episode, { requestedAt, hearingOn, now }))
    mustPermit(whyNotHear((await knownFacilities.findKnownFacilities(tx)).get(courtId), hearingOn))
    const row: CourtReportRow = {
      ...partOf(context, episode),
      ...{ type, purpose, courtId, hearingOn, caseReference: input.caseReference?.trim() || null },
      ...{ recipientOrganisation: input.recipientOrganisationId, requestedAt, issuedAt: null },
      ...asRequested
    }
    await insertCourtReport(tx, row)
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, reportRequestEvent(changed, row))
    return changed
  })
}

export function reportRequestEvent(episode: EpisodeRow, { id, type, purpose, courtId, hearingOn, requestedAt }: CourtReportRow) {
  const facts = { courtReportId: id, reportType: type, purpose, courtId, hearingOn }
  return toEvent(episode, { type: 'liaison-diversion.court-report-requested', at: requestedAt, facts })
}
