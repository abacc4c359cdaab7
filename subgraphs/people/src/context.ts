import type { RoomContext } from '@throughcare/kit/context'
import type { createConsentLoaders } from './consent/consent.loader.ts'
import type { createIdentityRecordLoaders } from './identity-record/identity-record.loader.ts'
import type { createLinkLoaders } from './link/link.loader.ts'
import type { createPersonLoaders } from './person/person.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & {
  loaders: ReturnType<typeof createPersonLoaders> &
    ReturnType<typeof createIdentityRecordLoaders> &
    ReturnType<typeof createLinkLoaders> &
    ReturnType<typeof createConsentLoaders>
}
