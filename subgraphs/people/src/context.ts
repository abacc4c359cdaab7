import type { RoomContext } from '@throughcare/kit/context'
import type { createAccessLoaders } from './access/access.loader.ts'
import type { SisterSharing } from './access/access.rules.ts'
import type { createConsentLoaders } from './consent/consent.loader.ts'
import type { createDeathLoaders } from './death/death.loader.ts'
import type { createIdentityRecordLoaders } from './identity-record/identity-record.loader.ts'
import type { createLinkLoaders } from './link/link.loader.ts'
import type { createPersonLoaders } from './person/person.loader.ts'
import type { createRestrictionLoaders } from './restriction/restriction.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & {
  /** On what the sister services share here. */
  sharing: SisterSharing
  loaders: ReturnType<typeof createAccessLoaders> &
    ReturnType<typeof createPersonLoaders> &
    ReturnType<typeof createIdentityRecordLoaders> &
    ReturnType<typeof createLinkLoaders> &
    ReturnType<typeof createConsentLoaders> &
    ReturnType<typeof createRestrictionLoaders> &
    ReturnType<typeof createDeathLoaders>
}
