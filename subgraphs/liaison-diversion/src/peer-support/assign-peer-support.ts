import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { partOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotAssign } from './peer-support.rules.ts'
import { peerSupport, type PeerAssignmentRow } from './peer-support.store.ts'

/** Assigns a peer support worker to the person; `people` follows and opens the person's records of this team to them. */
export function assignPeerSupport(context: Context, input: EpisodeChange & { subject: string; employerId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'assign-peer-support', input }, async (tx, episode) => {
    const subject = input.subject.trim()
    const assignedAt = context.clock.now()
    mustPermit(whyNotAssign(episode, await peerSupport.findAssignmentsOfEpisodes(tx, [episode.id]), { subject, assignedAt }))
    const row: PeerAssignmentRow = { ...partOf(context, episode), subject, employer: input.employerId, assignedAt, endedAt: null, endedBy: null }
    await peerSupport.insertAssignment(tx, row)
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { assignmentId: row.id, subject }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.peer-support-assigned', at: assignedAt, facts }))
    return changed
  })
}
