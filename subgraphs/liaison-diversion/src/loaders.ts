import { createPlaceLoader } from '@throughcare/kit/access'
import type { RoomContext } from '@throughcare/kit/context'
import { recordAccess } from '../db/tables.ts'
import { createAssessmentLoaders } from './assessment/assessment.loader.ts'
import { createChildLoaders } from './child/child.loader.ts'
import { createContactLoaders } from './contact/contact.loader.ts'
import { createCourtReportLoaders } from './court-report/court-report.loader.ts'
import { createEpisodeLoaders } from './episode/episode.loader.ts'
import { history } from './history/history.store.ts'
import { createJusticeOutcomeLoaders } from './justice-outcome/justice-outcome.loader.ts'
import { createNeedLoaders } from './need/need.loader.ts'
import { onwardReferrals } from './onward-referral/onward-referral.store.ts'
import { peerSupport } from './peer-support/peer-support.store.ts'

/** The loaders of one request. */
export function createLoaders(base: RoomContext) {
  return {
    ...createEpisodeLoaders(base),
    ...createNeedLoaders(base.db),
    ...peerSupport.createLoaders(base.db),
    ...onwardReferrals.createLoaders(base.db),
    ...createAssessmentLoaders(base.db),
    ...createContactLoaders(base.db),
    ...createChildLoaders(base.db),
    ...createCourtReportLoaders(base.db),
    ...createJusticeOutcomeLoaders(base.db),
    ...history.createLoaders(base.db),
    isPlaceOpen: createPlaceLoader(base.db, recordAccess)
  }
}
