import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import type { Milestone } from '../../db/codes.ts'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { whyNotRecordMilestone } from './task.rules.ts'

const eventOf = { REGISTERED_WITH_GP: 'reconnect.gp-registered', STARTED_TREATMENT: 'reconnect.treatment-started' } as const

/** Records the day on which the person was registered with a GP, or started treatment in the community. */
export function recordMilestone(context: Context, input: EpisodeChange & { milestone: Milestone; on: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-milestone', input }, async (tx, episode) => {
    const changed = await updateEpisode(tx, episode.id, reach(context, episode, input))
    await record(tx, context, milestoneEvent(context, changed, input.milestone))
    return changed
  })
}

/** What a milestone changes in an episode; refuses one on a day to come. */
export function reach(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { milestone, on }: { milestone: Milestone; on: string }
): Partial<EpisodeRow> {
  mustPermit(whyNotRecordMilestone(episode, { milestone, on }, londonDate(clock.now())))
  return milestone === 'REGISTERED_WITH_GP'
    ? { gpRegisteredOn: on, gpRegistrationRecordedBy: principal.subject }
    : { treatmentStartedOn: on, treatmentStartRecordedBy: principal.subject }
}

export function milestoneEvent({ clock }: Pick<Context, 'clock'>, row: EpisodeRow, milestone: Milestone) {
  const { episode, subject } = ofEpisode(row)
  const on = (milestone === 'REGISTERED_WITH_GP' ? row.gpRegisteredOn : row.treatmentStartedOn) ?? ''
  return { ...subject, type: eventOf[milestone], occurredAt: instantOn(on, clock.now()), payload: { ...episode, on } }
}
