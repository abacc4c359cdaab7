import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { toEvent } from '../episode/to-event.ts'
import { peerSupport } from './peer-support.store.ts'

/** Ends the peer support of episodes that are over, and answers what readers hear of it: `people` then shuts the person's records to the workers. */
export async function endWithEpisode(tx: Database, { principal, clock }: Pick<Context, 'principal' | 'clock'>, over: readonly EpisodeRow[]) {
  const endedAt = clock.now()
  const ended = await peerSupport.endWith(tx, over, { endedAt, endedBy: principal.subject })
  return ended.map(({ episode, assignmentId }) => peerSupportEndedEvent(episode, { assignmentId, endedAt }))
}

export function peerSupportEndedEvent(episode: EpisodeRow, { assignmentId, endedAt }: { assignmentId: string; endedAt: Date }) {
  return toEvent(episode, { type: 'liaison-diversion.peer-support-ended', at: endedAt, facts: { assignmentId } })
}
