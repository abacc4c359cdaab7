import type { PositionResolvers, QueryResolvers } from '../../generated/graphql.ts'

export const query: Pick<QueryResolvers, 'position'> = {
  position: (_, { near }, { loaders }) => loaders.position.load(near)
}

export const position: PositionResolvers = {
  place: ({ placeId }, _, { loaders }) => (placeId === null ? null : loaders.place.load(placeId)),
  areas: ({ areaCodes }, _, { loaders }) => loaders.areas.load(areaCodes)
}
