import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import type { FacilityResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { isOpenOn } from './facility.rules.ts'

export const query: Pick<QueryResolvers, 'facilities' | 'facility'> = {
  facilities: (_, { where }, { loaders, clock }) => loaders.facilitiesWhere(where ?? {}, londonDate(clock.now())),
  facility: async (_, { id }, { loaders }) => (await loaders.facility.load(id)) ?? refuse('NOT_FOUND', 'There is no facility with that NOMIS id.')
}

export const facility: FacilityResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.facility.load(id),
  place: ({ placeId }, _, { loaders }) => (placeId === null ? null : loaders.place.load(placeId)),
  isOpen: (row, _, { clock }) => isOpenOn(row, londonDate(clock.now()))
}
