import { createPlaceLoader } from '@throughcare/kit/access'
import type { RoomContext } from '@throughcare/kit/context'
import { recordAccess } from '../db/tables.ts'
import { createAllocationLoaders } from './allocation/allocation.loader.ts'
import { createContactLoaders } from './contact/contact.loader.ts'
import { createContinuityLoaders } from './continuity/continuity.loader.ts'
import { createTransferLoaders } from './custody/prison-transfer.loader.ts'
import { createEpisodeLoaders } from './episode/episode.loader.ts'
import { createGoalLoaders } from './goal/goal.loader.ts'
import { history } from './history/history.store.ts'
import { createNeedLoaders } from './need/need.loader.ts'
import { onwardReferrals } from './onward-referral/onward-referral.store.ts'
import { createPeerSupportLoaders } from './peer-support/peer-support.loader.ts'
import { peerSupport } from './peer-support/peer-support.store.ts'
import { createPersonLoaders } from './person/person.loader.ts'
import { createReleaseLoaders } from './release/release.loader.ts'

/** The loaders of one request. */
export function createLoaders(base: RoomContext) {
  return {
    ...createAllocationLoaders(base.db),
    ...createContactLoaders(base.db),
    ...createContinuityLoaders(base.db),
    ...createTransferLoaders(base.db),
    ...createEpisodeLoaders(base),
    ...createGoalLoaders(base.db),
    ...createNeedLoaders(base.db),
    ...createPeerSupportLoaders(base.db),
    ...createPersonLoaders(base.db),
    ...createReleaseLoaders(base.db),
    ...peerSupport.createLoaders(base.db),
    ...onwardReferrals.createLoaders(base.db),
    ...history.createLoaders(base.db),
    isPlaceOpen: createPlaceLoader(base.db, recordAccess)
  }
}
