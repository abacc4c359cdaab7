import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findAllPlaces, findPlaces, findPlacesOfFacilities } from './place.store.ts'

export function createPlaceLoaders(db: Database) {
  return {
    allPlaces: () => findAllPlaces(db),

    place: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findPlaces(db, ids), (row) => row.id)),

    placeOfFacility: new DataLoader(async (facilityIds: readonly string[]) =>
      inKeyOrder(facilityIds, await findPlacesOfFacilities(db, facilityIds), (row) => row.facilityId)
    )
  }
}
