import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotTransferPrison } from './custody.rules.ts'

/** The person was moved to another prison; the episode, its plan and its worker go on. */
export function transferPrison(context: Context, input: EpisodeChange & { facilityId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'transfer-prison', input }, async (tx, episode) => {
    mustPermit(whyNotTransferPrison(episode, input.facilityId))
    const moved = await updateEpisode(tx, episode.id, { facilityId: input.facilityId })
    const { episode: payload, ...subject } = ofEpisode(moved)
    await record(tx, context, { type: 'reconnect.prison-transferred', ...subject, payload })
    return moved
  })
}
