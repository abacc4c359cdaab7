import type { ServiceSiteResolvers } from '../../generated/graphql.ts'
import { hoursOf, openingAt } from './opening.rules.ts'

export const serviceSite: ServiceSiteResolvers = {
  id: ({ site }) => site.id,
  description: ({ site }) => site.description,
  schedules: ({ site }) => site.schedules,
  opening: async ({ site }, { at }, { loaders, clock }) => {
    const service = await loaders.service.load(site.serviceId)
    return openingAt(hoursOf(service ?? { schedules: [], bankHolidays: null }, site.schedules), at ?? clock.now())
  }
}
