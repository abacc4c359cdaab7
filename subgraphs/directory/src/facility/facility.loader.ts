import DataLoader from 'dataloader'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findFacilities, findFacilitiesOfPlaces, findFacilitiesWhere, type FacilityWhere } from './facility.store.ts'

export function createFacilityLoaders(db: Database) {
  return {
    /** `day` decides which are open. */
    facilitiesWhere: (where: FacilityWhere, day: string) => findFacilitiesWhere(db, where, day),

    facility: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findFacilities(db, ids), (row) => row.id)),

    facilitiesOfPlace: new DataLoader(async (placeIds: readonly string[]) =>
      groupedInKeyOrder(placeIds, await findFacilitiesOfPlaces(db, placeIds), (row) => row.placeId)
    )
  }
}
