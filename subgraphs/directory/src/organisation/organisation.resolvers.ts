import { refuse } from '@throughcare/kit/errors'
import type { OrganisationResolvers, QueryResolvers } from '../../generated/graphql.ts'

export const query: Pick<QueryResolvers, 'organisation'> = {
  organisation: async (_, { id }, { loaders }) => (await loaders.organisation.load(id)) ?? refuse('NOT_FOUND', 'There is no organisation with that id.')
}

export const organisation: OrganisationResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.organisation.load(id)
}
