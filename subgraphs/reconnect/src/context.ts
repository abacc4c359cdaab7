import type { RoomContext } from '@throughcare/kit/context'
import type { createAllocationLoaders } from './allocation/allocation.loader.ts'
import type { createContactLoaders } from './contact/contact.loader.ts'
import type { createContinuityLoaders } from './continuity/continuity.loader.ts'
import type { createTransferLoaders } from './custody/prison-transfer.loader.ts'
import type { createEpisodeLoaders } from './episode/episode.loader.ts'
import type { createGoalLoaders } from './goal/goal.loader.ts'
import type { createNeedLoaders } from './need/need.loader.ts'
import type { createOnwardReferralLoaders } from './onward-referral/onward-referral.loader.ts'
import type { createPeerSupportLoaders } from './peer-support/peer-support.loader.ts'
import type { createPersonLoaders } from './person/person.loader.ts'
import type { createReleaseLoaders } from './release/release.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & {
  loaders: ReturnType<typeof createAllocationLoaders> &
    ReturnType<typeof createContactLoaders> &
    ReturnType<typeof createContinuityLoaders> &
    ReturnType<typeof createEpisodeLoaders> &
    ReturnType<typeof createGoalLoaders> &
    ReturnType<typeof createNeedLoaders> &
    ReturnType<typeof createOnwardReferralLoaders> &
    ReturnType<typeof createPeerSupportLoaders> &
    ReturnType<typeof createPersonLoaders> &
    ReturnType<typeof createReleaseLoaders> &
    ReturnType<typeof createTransferLoaders>
}
