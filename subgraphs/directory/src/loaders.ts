import type { Database } from '@throughcare/kit/db'
import { createDuplicateLoaders } from './duplicate/duplicate.loader.ts'
import { createFacilityLoaders } from './facility/facility.loader.ts'
import { createSiteLoaders } from './location/site.loader.ts'
import { createNeedLoaders } from './need/need.loader.ts'
import { createOrganisationLoaders } from './organisation/organisation.loader.ts'
import { createPlaceLoaders } from './place/place.loader.ts'
import { createPositionLoaders } from './position/position.loader.ts'
import { createServiceReportLoaders } from './freshness/service-report.loader.ts'
import { createSuggestionLoaders } from './suggestion/suggestion.loader.ts'
import { createServiceChangeLoaders } from './service-change/service-change.loader.ts'
import { createServiceLoaders } from './service/service.loader.ts'

/** One set for each request. */
export function createLoaders(db: Database) {
  return {
    ...createPlaceLoaders(db),
    ...createFacilityLoaders(db),
    ...createNeedLoaders(db),
    ...createOrganisationLoaders(db),
    ...createSiteLoaders(db),
    ...createPositionLoaders(db),
    ...createServiceReportLoaders(db),
    ...createSuggestionLoaders(db),
    ...createServiceChangeLoaders(db),
    ...createServiceLoaders(db),
    ...createDuplicateLoaders(db)
  }
}
