import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { RoomContext } from '@throughcare/kit/context'
import { findFacts, type ReferralFactsRow } from './referral-facts.store.ts'

export function createReferralFactsLoaders({ db }: RoomContext) {
  return {
    /** What a service was told of a person, by the referral; null where nothing was, or the caller may not read it. */
    referralFacts: new DataLoader<string, ReferralFactsRow | null>(async (referralIds) =>
      inKeyOrder(referralIds, await findFacts(db, referralIds), ({ referralId }) => referralId)
    )
  }
}
