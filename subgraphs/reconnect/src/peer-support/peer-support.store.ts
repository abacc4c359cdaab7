import { asc } from 'drizzle-orm'
import { openPeerSupport } from '@throughcare/kit/peer-support'
import { openParts } from '@throughcare/kit/rows'
import { peerAssignment, peerOffer } from '../../db/tables/parts.ts'

export type PeerOfferRow = Omit<typeof peerOffer.$inferSelect, 'place'>
export type PeerAssignmentRow = typeof peerAssignment.$inferSelect

/** In order; of offers made at one moment the one written down last comes last. */
export const {
  findOfEpisodes: findOffersOfEpisodes,
  findEvery: findEveryOffer,
  insert: insertOffers,
  update: updateOffers
} = openParts(peerOffer, [asc(peerOffer.offeredAt), asc(peerOffer.place)], ['place'])

export const peerSupport = openPeerSupport(peerAssignment)
