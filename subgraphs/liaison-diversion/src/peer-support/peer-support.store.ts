import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { openPeerSupport } from '@throughcare/kit/peer-support'
import { episode } from '../../db/tables.ts'
import { peerAssignment } from '../../db/tables/parts.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'

export type PeerAssignmentRow = typeof peerAssignment.$inferSelect

export const peerSupport = openPeerSupport(peerAssignment)

const firstAssigned = orderedBy(peerAssignment.assignedAt, peerAssignment.id)

/** The episodes that somebody is assigned to now, each with its assignment, by when they were assigned. */
export async function findAssignedEpisodes(
  db: Database,
  subject: string,
  { limit, after }: Page
): Promise<{ assignment: PeerAssignmentRow; row: EpisodeRow }[]> {
  return db
    .select({ assignment: peerAssignment, row: episode })
    .from(peerAssignment)
    .innerJoin(episode, eq(episode.id, peerAssignment.episodeId))
    .where(and(eq(peerAssignment.subject, subject), isNull(peerAssignment.endedAt), firstAssigned.beyond(after)))
    .orderBy(...firstAssigned.by)
    .limit(limit + 1)
}
