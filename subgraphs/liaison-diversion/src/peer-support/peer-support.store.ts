import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { peerAssignment } from '../../db/tables/parts.ts'

export type PeerAssignmentRow = typeof peerAssignment.$inferSelect

export async function findAssignmentsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<PeerAssignmentRow[]> {
  return db
    .select()
    .from(peerAssignment)
    .where(inArray(peerAssignment.episodeId, [...episodeIds]))
    .orderBy(asc(peerAssignment.assignedAt), asc(peerAssignment.id))
}

/** The assignment of somebody to an episode that holds now. */
export async function findAssignmentOf(tx: Database, episodeId: string, subject: string): Promise<PeerAssignmentRow | null> {
  const [row] = await tx
    .select()
    .from(peerAssignment)
    .where(and(eq(peerAssignment.episodeId, episodeId), eq(peerAssignment.subject, subject), isNull(peerAssignment.endedAt)))
  return row ?? null
}

export async function insertAssignment(tx: Database, row: PeerAssignmentRow): Promise<void> {
  await tx.insert(peerAssignment).values(row)
}

export async function endAssignment(tx: Database, id: string, end: Pick<PeerAssignmentRow, 'endedAt' | 'endedBy'>): Promise<void> {
  await tx
    .update(peerAssignment)
    .set({ ...end, version: sql`${peerAssignment.version} + 1` })
    .where(eq(peerAssignment.id, id))
}
