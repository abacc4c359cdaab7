import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { peerSupport } from './peer-support.store.ts'

/** Ends the peer support of episodes that are over, and answers what readers hear of it: `people` then shuts the person's records to the workers. */
export async function endWithEpisode(tx: Database, { principal, clock }: Pick<Context, 'principal' | 'clock'>, over: readonly EpisodeRow[]) {
  const episodes = new Map(over.map((row) => [row.id, row]))
  const endedAt = clock.now()
  const ended = await peerSupport.endAssignmentsOf(tx, [...episodes.keys()], { endedAt, endedBy: principal.subject })
  return ended.flatMap(({ id, episodeId }) => {
    const row = episodes.get(episodeId)
    return row ? [toEvent(row, { type: 'liaison-diversion.peer-support-ended', at: endedAt, facts: { assignmentId: id } })] : []
  })
}
