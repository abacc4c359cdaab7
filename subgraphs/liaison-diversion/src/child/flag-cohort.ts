import { refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { partOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { findCohortFlagsOfEpisodes, insertCohortFlag, type Cohort } from './cohort-flag.store.ts'

/** Puts the person on a pathway of its own. */
export function flagCohort(context: Context, input: EpisodeChange & { cohort: Cohort }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'flag-cohort', input }, async (tx, episode) => {
    const standing = await findCohortFlagsOfEpisodes(tx, [episode.id])
    if (standing.some(({ cohort }) => cohort === input.cohort)) refuse('BAD_USER_INPUT', 'The person is on that pathway already.')
    await insertCohortFlag(tx, { ...partOf(context, episode), cohort: input.cohort, removedAt: null, removedBy: null })
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, cohortEvent(changed))
    return changed
  })
}

export function cohortEvent(episode: EpisodeRow) {
  return toEvent(episode, { type: 'liaison-diversion.cohort-flagged', at: null, facts: {} })
}
