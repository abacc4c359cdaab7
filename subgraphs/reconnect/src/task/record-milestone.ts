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
  const { principal, clock } = context
  return changeEpisode(context, { action: 'record-milestone', input }, async (tx, episode) => {
    const { milestone, on } = input
    mustPermit(whyNotRecordMilestone(episode, { milestone, on }, londonDate(clock.now())))
    const changed = await updateEpisode(
      tx,
      episode.id,
      milestone === 'REGISTERED_WITH_GP'
        ? { gpRegisteredOn: on, gpRegistrationRecordedBy: principal.subject }
        : { treatmentStartedOn: on, treatmentStartRecordedBy: principal.subject }
    )
    const { episode: pointer, ...subject } = ofEpisode(changed)
    await record(tx, context, { type: eventOf[milestone], ...subject, occurredAt: instantOn(on, clock.now()), payload: { ...pointer, on } })
    return changed
  })
}
