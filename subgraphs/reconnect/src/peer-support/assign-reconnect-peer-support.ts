import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotAssign } from './peer-support.rules.ts'
import { findOffersOfEpisodes, peerSupport } from './peer-support.store.ts'

/** Assigns a peer support worker to the person; `people` follows and opens the person's records of this team to them. */
export function assignReconnectPeerSupport(context: Context, input: EpisodeChange & { subject: string; employerId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'assign-reconnect-peer-support', input }, async (tx, episode) => {
    const subject = input.subject.trim()
    const offers = await findOffersOfEpisodes(tx, [episode.id])
    mustPermit(whyNotAssign(episode, { offers, assignments: await peerSupport.findAssignmentsOfEpisodes(tx, [episode.id]) }, subject))
    const open = { endedAt: null, endedBy: null, outcome: null }
    const row = { ...partOf(context, episode), subject, employer: input.employerId, assignedAt: context.clock.now(), ...open }
    await peerSupport.insertAssignment(tx, row)
    const changed = await updateEpisode(tx, episode.id, {})
    const { episode: pointer, subject: about } = ofEpisode(changed)
    await record(tx, context, { ...about, type: 'reconnect.peer-support-assigned', payload: { ...pointer, assignmentId: row.id, subject } })
    return changed
  })
}
