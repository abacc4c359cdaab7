import type { RoomContext } from '@throughcare/kit/context'
import { createKnownRecordLoaders } from './known-record/known-record.loader.ts'
import { createOnwardReferralLoaders } from './onward-referral/onward-referral.loader.ts'
import { createReferralFactsLoaders } from './referral-facts/referral-facts.loader.ts'
import { createServiceAnswerLoaders } from './service-answer/service-answer.loader.ts'
import { createSignpostLoaders } from './signpost/signpost.loader.ts'

/** All loaders of the room, one set for each fetch. */
export function createLoaders(context: RoomContext) {
  return {
    ...createKnownRecordLoaders(context),
    ...createOnwardReferralLoaders(context),
    ...createReferralFactsLoaders(context),
    ...createServiceAnswerLoaders(context),
    ...createSignpostLoaders(context)
  }
}
