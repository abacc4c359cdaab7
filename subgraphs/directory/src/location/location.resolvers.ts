import type { LocationResolvers } from '../../generated/graphql.ts'

export const location: LocationResolvers = {
  place: ({ placeId }, _, { loaders }) => (placeId === null ? null : loaders.place.load(placeId))
}
