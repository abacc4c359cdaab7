import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotChild } from './age.rules.ts'

type Circumstances = {
  isLookedAfter: NonNullable<EpisodeRow['isLookedAfter']>
  childProtectionPlan: NonNullable<EpisodeRow['childProtectionPlan']>
  isYouthCourtCase: NonNullable<EpisodeRow['isYouthCourtCase']>
}

/** Records a child's circumstances, again when they change: what stood before stays in the history. */
export function recordChildCircumstances(context: Context, input: EpisodeChange & Circumstances): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-child-circumstances', input }, async (tx, episode) => {
    mustPermit(whyNotChild(episode))
    const { isLookedAfter, childProtectionPlan, isYouthCourtCase } = input
    const at = context.clock.now()
    const written = { childCircumstancesAt: at, childCircumstancesBy: context.principal.subject }
    const changed = await updateEpisode(tx, episode.id, { ...written, isLookedAfter, childProtectionPlan, isYouthCourtCase })
    await record(tx, context, circumstancesEvent(changed))
    return changed
  })
}

export function circumstancesEvent(episode: EpisodeRow) {
  return toEvent(episode, { type: 'liaison-diversion.child-circumstances-recorded', at: episode.childCircumstancesAt, facts: {} })
}
