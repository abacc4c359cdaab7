import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotPlanGateMeeting } from './gate.rules.ts'

/** Plans to meet the person at the gate; planned again, it moves the time, or takes the place of one that fell through. */
export function planGateMeeting(context: Context, input: EpisodeChange & { meetAt: Date }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'plan-gate-meeting', input }, async (tx, episode) => {
    const planned = await updateEpisode(tx, episode.id, planMeeting(context, episode, input.meetAt))
    await record(tx, context, meetingPlannedEvent(planned))
    return planned
  })
}

/** What a planned meeting changes in an episode; refuses one on another day than the planned release. */
export function planMeeting({ principal }: Pick<Context, 'principal'>, episode: EpisodeRow, meetAt: Date) {
  mustPermit(whyNotPlanGateMeeting(episode, meetAt))
  const planned = { gateMeetingAt: meetAt, gateMeetingMovedFrom: null, gateMeetingPlannedBy: principal.subject }
  // Whoever plans it anew wrote the outcome last: an import that still says the old one is refused.
  return episode.gateMeetingOutcome ? { ...planned, gateMeetingOutcome: null, gateMeetingRecordedBy: principal.subject } : planned
}

export function meetingPlannedEvent(row: EpisodeRow) {
  const { episode: payload, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.gate-meeting-planned' as const, payload }
}
