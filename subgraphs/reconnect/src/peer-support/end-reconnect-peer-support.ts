import { mustPermit, refuse } from '@throughcare/kit/errors'
import type { PeerSupportOutcome } from '../../db/codes.ts'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotEnd } from './peer-support.rules.ts'
import { peerSupport } from './peer-support.store.ts'

/** Ends an assignment with what came of it; it may come after the closing of the episode, which ends none. */
export function endReconnectPeerSupport(context: Context, input: EpisodeChange & { assignmentId: string; outcome: PeerSupportOutcome }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'end-reconnect-peer-support', input }, async (tx, episode) => {
    const standing = (await peerSupport.findAssignmentsOfEpisodes(tx, [episode.id])).find(({ id }) => id === input.assignmentId)
    const assignment = standing ?? refuse('NOT_FOUND', 'There is no such assignment in this episode.')
    mustPermit(whyNotEnd(assignment))
    const { outcome } = input
    await peerSupport.endAssignment(tx, assignment, { endedAt: context.clock.now(), endedBy: context.principal.subject, outcome })
    const changed = await updateEpisode(tx, episode.id, {})
    const { episode: pointer, subject } = ofEpisode(changed)
    await record(tx, context, { ...subject, type: 'reconnect.peer-support-ended', payload: { ...pointer, assignmentId: assignment.id, outcome } })
    return changed
  })
}
