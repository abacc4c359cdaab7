import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotHaveHad } from '../episode/episode.rules.ts'
import { offerEvent } from './offer-reconnect-peer-support.ts'
import { whyNotOffer } from './peer-support.rules.ts'
import { findOffersOfEpisodes, updateOffers, type PeerOfferRow } from './peer-support.store.ts'

const facts = ['offeredAt', 'answer'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: PeerOfferRow[Fact] | null | undefined }

/** How an offer of peer support is corrected. */
export const correctedOffer: CorrectedPart<PeerOfferRow, Given> = {
  list: 'peerSupportOffers',
  called: 'An offer of peer support',
  facts,
  find: findOffersOfEpisodes,
  update: updateOffers,
  correct: (row, given) => ({ ...row, ...saidOf<PeerOfferRow, (typeof facts)[number]>(given, facts) }),
  whyNot: (episode, { offeredAt }, now) => whyNotHaveHad(episode, offeredAt, (open) => whyNotOffer(open, offeredAt, now)),
  tell: (episode, row) => [offerEvent(episode, row)],
  told: () => ['peer-support-offered']
}
