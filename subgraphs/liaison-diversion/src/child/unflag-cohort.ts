import { refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { findCohortFlagsOfEpisodes, updateCohortFlag, type Cohort } from './cohort-flag.store.ts'

/** Takes the person off a pathway; that they were on it stays written down. */
export function unflagCohort(context: Context, input: EpisodeChange & { cohort: Cohort }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'unflag-cohort', input }, async (tx, episode) => {
    const standing = (await findCohortFlagsOfEpisodes(tx, [episode.id])).find(({ cohort }) => cohort === input.cohort)
    const flag = standing ?? refuse('BAD_USER_INPUT', 'The person is not on that pathway.')
    await updateCohortFlag(tx, flag.id, { removedAt: context.clock.now(), removedBy: context.principal.subject })
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.cohort-unflagged', at: null, facts: {} }))
    return changed
  })
}
