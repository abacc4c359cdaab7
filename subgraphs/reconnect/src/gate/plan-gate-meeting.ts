import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotPlanGateMeeting } from './gate.rules.ts'

/** Plans to meet the person at the gate; planned again, it moves the time. */
export function planGateMeeting(context: Context, input: EpisodeChange & { meetAt: Date }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'plan-gate-meeting', input }, async (tx, episode) => {
    mustPermit(whyNotPlanGateMeeting(episode, input.meetAt))
    const planned = await updateEpisode(tx, episode.id, {
      gateMeetingAt: input.meetAt,
      gateMeetingMovedFrom: null,
      gateMeetingPlannedBy: context.principal.subject
    })
    const { episode: payload, ...subject } = ofEpisode(planned)
    await record(tx, context, { type: 'reconnect.gate-meeting-planned', ...subject, payload })
    return planned
  })
}
