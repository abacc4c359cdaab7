import { refuse } from '@throughcare/kit/errors'
import type { PlaceResolvers, QueryResolvers } from '../../generated/graphql.ts'

export const query: Pick<QueryResolvers, 'places' | 'place'> = {
  places: (_, __, { loaders }) => loaders.allPlaces(),
  place: async (_, { id }, { loaders }) => (await loaders.place.load(id)) ?? refuse('NOT_FOUND', 'There is no such place. "places" lists them all.')
}

export const place: PlaceResolvers = {
  __resolveReference: async (reference, { loaders }) =>
    'facilityId' in reference && reference.facilityId
      ? loaders.placeOfFacility.load(reference.facilityId)
      : 'id' in reference
        ? loaders.place.load(reference.id)
        : null,
  facilities: ({ id }, _, { loaders }) => loaders.facilitiesOfPlace.load(id)
}
