import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import type { PersonResolvers, QueryResolvers, ServiceMatchResolvers } from '../../generated/graphql.ts'
import { sliceFrom } from '../slice-from.ts'
import { servicesFor, servicesForPerson, type MatchView } from './services-for.ts'

export const query: Pick<QueryResolvers, 'servicesFor'> = {
  servicesFor: async (_, { first, after, ...question }, context) => toPage(await servicesFor(context, question), { first, after })
}

export const person: PersonResolvers = {
  servicesFor: async (record, { first, after, ...question }, context) =>
    toPage(await servicesForPerson(context, { age: null, sex: null, ...record }, question), { first, after })
}

function toPage(matches: readonly MatchView[], wanted: PageArguments) {
  const page = readPage(wanted)
  return toConnection(
    sliceFrom(matches, page, ({ serviceId }) => serviceId),
    page,
    ({ serviceId }) => [serviceId]
  )
}

export const serviceMatch: ServiceMatchResolvers = {
  service: async ({ serviceId }, _, { loaders }) => (await loaders.service.load(serviceId)) ?? refuse('NOT_FOUND', 'There is no service with that id.'),
  site: async ({ serviceId, locationId }, _, { loaders }) => (await loaders.sites.load(serviceId)).find(({ location }) => location.id === locationId) ?? null,
  opening: ({ opening }) => opening()
}
