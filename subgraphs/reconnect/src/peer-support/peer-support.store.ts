import { and, asc, getTableColumns, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { openPeerSupport } from '@throughcare/kit/peer-support'
import { peerAssignment, peerOffer } from '../../db/tables/parts.ts'

export type PeerOfferRow = Omit<typeof peerOffer.$inferSelect, 'place'>
export type PeerAssignmentRow = typeof peerAssignment.$inferSelect

export const peerSupport = openPeerSupport(peerAssignment)

const { place, ...offerColumns } = getTableColumns(peerOffer)

/** In order; of offers made at one moment the one written down last comes last. */
export async function findOffersOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<PeerOfferRow[]> {
  return db
    .select(offerColumns)
    .from(peerOffer)
    .where(and(isAnyOf(peerOffer.episodeId, episodeIds), isNull(peerOffer.withdrawnAt)))
    .orderBy(asc(peerOffer.offeredAt), asc(place))
}

/** All of them, those that were withdrawn included. */
export async function findEveryOffer(db: Database, episodeIds: readonly string[]): Promise<PeerOfferRow[]> {
  return db.select(offerColumns).from(peerOffer).where(isAnyOf(peerOffer.episodeId, episodeIds)).orderBy(asc(peerOffer.offeredAt), asc(place))
}

export async function insertOffers(tx: Database, rows: PeerOfferRow[]): Promise<void> {
  await insertMany(tx, peerOffer, rows)
}

export async function updateOffers(tx: Database, rows: PeerOfferRow[]): Promise<void> {
  await updateMany(tx, peerOffer, rows)
}
