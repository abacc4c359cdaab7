import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection } from '@throughcare/kit/page'
import type { QueryResolvers, ServiceMatchResolvers } from '../../generated/graphql.ts'
import { sliceFrom } from '../slice-from.ts'
import { servicesFor } from './services-for.ts'

export const query: Pick<QueryResolvers, 'servicesFor'> = {
  servicesFor: async (_, { first, after, ...question }, context) => {
    const page = readPage({ first, after })
    const matches = await servicesFor(context, question)
    return toConnection(
      sliceFrom(matches, page, ({ serviceId }) => serviceId),
      page,
      ({ serviceId }) => [serviceId]
    )
  }
}

export const serviceMatch: ServiceMatchResolvers = {
  service: async ({ serviceId }, _, { loaders }) => (await loaders.service.load(serviceId)) ?? refuse('NOT_FOUND', 'There is no service with that id.'),
  site: async ({ serviceId, locationId }, _, { loaders }) => (await loaders.sites.load(serviceId)).find(({ location }) => location.id === locationId) ?? null,
  opening: ({ opening }) => opening()
}
