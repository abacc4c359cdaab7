import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import type { GateMeetingOutcome } from '../../db/codes.ts'
import { whyNotRecordGateMeeting } from './gate.rules.ts'

/** Records what became of the meeting at the gate. */
export function recordGateMeeting(context: Context, input: EpisodeChange & { outcome: GateMeetingOutcome }): Promise<EpisodeRow> {
  const { principal, clock } = context
  return changeEpisode(context, { action: 'record-gate-meeting', input }, async (tx, episode) => {
    mustPermit(whyNotRecordGateMeeting(episode, clock.now()))
    const recorded = await updateEpisode(tx, episode.id, { gateMeetingOutcome: input.outcome, gateMeetingRecordedBy: principal.subject })
    await record(tx, context, gateMeetingEvent(recorded, clock.now()))
    return recorded
  })
}

/** It happened when it was planned; recorded earlier on that day, it has happened by now. */
function gateMeetingEvent(row: EpisodeRow, now: Date) {
  const { episode, ...subject } = ofEpisode(row)
  const occurredAt = row.gateMeetingAt && row.gateMeetingAt < now ? row.gateMeetingAt : now
  return { type: 'reconnect.gate-meeting-recorded' as const, ...subject, occurredAt, payload: { ...episode, outcome: row.gateMeetingOutcome ?? '' } }
}
