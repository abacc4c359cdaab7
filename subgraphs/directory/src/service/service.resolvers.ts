import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection } from '@throughcare/kit/page'
import type { MutationResolvers, QueryResolvers, ServiceResolvers } from '../../generated/graphql.ts'
import { freshnessOf } from '../freshness/freshness.rules.ts'
import { openingOf } from '../opening/opening.rules.ts'
import { assureService } from './assure-service.ts'
import { recordService } from './record-service.ts'

export const query: Pick<QueryResolvers, 'services' | 'service'> = {
  services: async (_, { where, ...pageArguments }, { loaders }) => {
    const page = readPage(pageArguments)
    const { text, ...narrowed } = where ?? {}
    if (!text?.trim()) return toConnection(await loaders.servicesWhere(narrowed, page), page, (row) => [row.name, row.id])
    return toConnection(await loaders.servicesByWords(text, narrowed, page), page, (row) => [row.id])
  },
  service: async (_, { id }, { loaders }) => (await loaders.service.load(id)) ?? refuse('NOT_FOUND', 'There is no service with that id.')
}

export const mutation: Pick<MutationResolvers, 'recordService' | 'assureService'> = {
  recordService: (_, { input }, context) => recordService(context, input),
  assureService: (_, { input }, context) => assureService(context, input)
}

export const service: Omit<ServiceResolvers, 'duplicateSuggestions' | 'possibleDuplicates'> = {
  __resolveReference: async ({ id }, { loaders }) => loaders.service.load(id),
  organisation: ({ organisationId }, _, { loaders }) => (organisationId === null ? null : loaders.organisation.load(organisationId)),
  needs: async ({ needCodes }, _, { loaders }) => present(await loaders.need.loadMany(needCodes)),
  locations: async ({ id }, _, { loaders }) => (await loaders.sites.load(id)).map(({ location }) => location),
  freshness: (row, _, { clock }) => freshnessOf(row, londonDate(clock.now())),
  reports: ({ id }, _, { loaders }) => loaders.standingReports.load(id),
  suggestions: ({ id }, _, { loaders }) => loaders.pendingSuggestions.load(id),
  changes: ({ id }, _, { loaders }) => loaders.serviceChanges.load(id),
  sites: ({ id }, _, { loaders }) => loaders.sites.load(id),
  opening: async (row, { at }, { loaders, clock }) => {
    const sites = await loaders.sites.load(row.id)
    return openingOf(row, { sites: sites.map(({ site }) => site.schedules), at: at ?? clock.now() })
  },
  staffContact: ({ id }, _, { loaders }) => loaders.staffContact.load(id)
}

function present<Row extends object>(rows: readonly (Row | Error | null)[]): Row[] {
  return rows.flatMap((row) => {
    if (row instanceof Error) throw row
    return row === null ? [] : [row]
  })
}
