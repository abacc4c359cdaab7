import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { ofEpisode } from '../episode/change-episode.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { peerSupport } from './peer-support.store.ts'

/** Ends the peer support of episodes that are over, and answers what readers hear of it: `people` then shuts the person's records to the workers. */
export async function endWithEpisode(tx: Database, { principal, clock }: Pick<Context, 'principal' | 'clock'>, over: readonly EpisodeRow[]) {
  const ended = await peerSupport.endWith(tx, over, { endedAt: clock.now(), endedBy: principal.subject })
  return ended.map(({ episode, assignmentId }) => peerSupportEndedEvent(episode, { assignmentId, outcome: null }))
}

/** `outcome` is null where nobody said what came of it. */
export function peerSupportEndedEvent(row: EpisodeRow, end: { assignmentId: string; outcome: string | null }) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.peer-support-ended' as const, payload: { ...episode, ...end } }
}
