import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { peerSupportEndedEvent } from './end-with-episode.ts'
import { whyNotEnd } from './peer-support.rules.ts'
import { peerSupport } from './peer-support.store.ts'

/** Ends an assignment; the closing of the episode ends what still stands. */
export function endPeerSupport(context: Context, input: EpisodeChange & { assignmentId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'end-peer-support', input }, async (tx, episode) => {
    const standing = (await peerSupport.findAssignmentsOfEpisodes(tx, [episode.id])).find(({ id }) => id === input.assignmentId)
    const assignment = standing ?? refuse('NOT_FOUND', 'There is no such assignment in this episode.')
    mustPermit(whyNotEnd(assignment))
    const endedAt = context.clock.now()
    await peerSupport.endAssignment(tx, assignment, { endedAt, endedBy: context.principal.subject })
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, peerSupportEndedEvent(changed, { assignmentId: assignment.id, endedAt }))
    return changed
  })
}
