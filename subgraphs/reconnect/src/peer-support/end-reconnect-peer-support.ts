import { mustPermit, refuse } from '@throughcare/kit/errors'
import type { PeerSupportOutcome } from '../../db/codes.ts'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { peerSupportEndedEvent } from './end-with-episode.ts'
import { whyNotEnd } from './peer-support.rules.ts'
import { peerSupport } from './peer-support.store.ts'

/** Ends an assignment with what came of it; the closing of the episode ends what still stands, and what came of that is said afterwards. */
export function endReconnectPeerSupport(context: Context, input: EpisodeChange & { assignmentId: string; outcome: PeerSupportOutcome }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'end-reconnect-peer-support', input }, async (tx, episode) => {
    const standing = (await peerSupport.findAssignmentsOfEpisodes(tx, [episode.id])).find(({ id }) => id === input.assignmentId)
    const assignment = standing ?? refuse('NOT_FOUND', 'There is no such assignment in this episode.')
    mustPermit(whyNotEnd(episode, assignment))
    const { outcome } = input
    const end = assignment.endedAt ? {} : { endedAt: context.clock.now(), endedBy: context.principal.subject }
    await peerSupport.endAssignment(tx, assignment, { ...end, outcome })
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, peerSupportEndedEvent(changed, { assignmentId: assignment.id, outcome }))
    return changed
  })
}
