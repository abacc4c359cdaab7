import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import type { GateMeetingOutcome } from '../../db/codes.ts'
import { withdrawalEvent } from '../episode/withdrawal-event.ts'
import { whyNotRecordGateMeeting } from './gate.rules.ts'

/** Records what became of the meeting at the gate. */
export function recordGateMeeting(context: Context, input: EpisodeChange & { outcome: GateMeetingOutcome }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-gate-meeting', input }, async (tx, episode) => {
    const recorded = await updateEpisode(tx, episode.id, meet(context, episode, input.outcome))
    await record(tx, context, ...gateMeetingEvents(context, recorded, episode))
    return recorded
  })
}

/** What the outcome of a meeting changes in an episode; refuses one before its day, unless it was cancelled. */
export function meet({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, outcome: GateMeetingOutcome) {
  mustPermit(whyNotRecordGateMeeting(episode, outcome, clock.now()))
  return { gateMeetingOutcome: outcome, gateMeetingRecordedBy: principal.subject }
}

/** It happened when it was planned; recorded earlier on that day, it has happened by now. */
export function gateMeetingEvent({ clock }: Pick<Context, 'clock'>, row: EpisodeRow) {
  const now = clock.now()
  const { episode, subject } = ofEpisode(row)
  const occurredAt = row.gateMeetingAt && row.gateMeetingAt < now ? row.gateMeetingAt : now
  return { ...subject, type: 'reconnect.gate-meeting-recorded' as const, occurredAt, payload: { ...episode, outcome: row.gateMeetingOutcome ?? '' } }
}

/** The same where an outcome may stand already: what was told of it is taken back, for several meetings may be told of in turn. */
export function gateMeetingEvents(context: Pick<Context, 'clock'>, row: EpisodeRow, before?: Pick<EpisodeRow, 'gateMeetingOutcome'>) {
  const told = gateMeetingEvent(context, row)
  return before?.gateMeetingOutcome ? [withdrawalEvent(row, 'gate-meeting-recorded', null), told] : [told]
}
