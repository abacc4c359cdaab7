import type { RoomContext } from '@throughcare/kit/context'
import type { createKnownRecordLoaders } from './known-record/known-record.loader.ts'
import type { createOnwardReferralLoaders } from './onward-referral/onward-referral.loader.ts'
import type { createSignpostLoaders } from './signpost/signpost.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & {
  loaders: ReturnType<typeof createOnwardReferralLoaders> & ReturnType<typeof createSignpostLoaders> & ReturnType<typeof createKnownRecordLoaders>
}
