import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { peerAssignment, peerOffer } from '../../db/tables/parts.ts'

export type PeerOfferRow = Omit<typeof peerOffer.$inferSelect, 'place'>
export type PeerAssignmentRow = typeof peerAssignment.$inferSelect

const { place, ...offerColumns } = getTableColumns(peerOffer)

/** In order; of offers made at one moment the one written down last comes last. */
export async function findOffersOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<PeerOfferRow[]> {
  return db.select(offerColumns).from(peerOffer).where(isAnyOf(peerOffer.episodeId, episodeIds)).orderBy(asc(peerOffer.offeredAt), asc(place))
}

export async function findAssignmentsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<PeerAssignmentRow[]> {
  return db.select().from(peerAssignment).where(isAnyOf(peerAssignment.episodeId, episodeIds)).orderBy(asc(peerAssignment.assignedAt), asc(peerAssignment.id))
}

/** The assignment of somebody to an episode that holds now. */
export async function findAssignmentOf(tx: Database, episodeId: string, subject: string): Promise<PeerAssignmentRow | null> {
  const [row] = await tx
    .select()
    .from(peerAssignment)
    .where(and(eq(peerAssignment.episodeId, episodeId), eq(peerAssignment.subject, subject), isNull(peerAssignment.endedAt)))
  return row ?? null
}

export async function insertOffers(tx: Database, rows: PeerOfferRow[]): Promise<void> {
  await insertMany(tx, peerOffer, rows)
}

export async function insertAssignments(tx: Database, rows: PeerAssignmentRow[]): Promise<void> {
  await insertMany(tx, peerAssignment, rows)
}

export async function endAssignment(tx: Database, id: string, end: Pick<PeerAssignmentRow, 'endedAt' | 'endedBy' | 'outcome'>): Promise<void> {
  await tx
    .update(peerAssignment)
    .set({ ...end, version: sql`${peerAssignment.version} + 1` })
    .where(eq(peerAssignment.id, id))
}
