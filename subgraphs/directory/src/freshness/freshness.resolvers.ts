import type { MutationResolvers, QueryResolvers, ServiceReportResolvers } from '../../generated/graphql.ts'
import { confirmServiceByLink } from './confirm-service-by-link.ts'
import { confirmService } from './confirm-service.ts'
import { makeConfirmationLink } from './make-confirmation-link.ts'
import { reportService } from './report-service.ts'
import { showConfirmation } from './show-confirmation.ts'

export const mutation: Pick<MutationResolvers, 'reportService' | 'makeConfirmationLink' | 'confirmService' | 'confirmServiceByLink'> = {
  reportService: (_, { input }, context) => reportService(context, input),
  makeConfirmationLink: (_, { input }, context) => makeConfirmationLink(context, input),
  confirmService: (_, { input }, context) => confirmService(context, input),
  confirmServiceByLink: (_, { input }, context) => confirmServiceByLink(context, input)
}

export const query: Pick<QueryResolvers, 'confirmationPage'> = {
  confirmationPage: async (_, { secret }, context) => JSON.stringify(await showConfirmation(context, secret))
}

export const serviceReport: ServiceReportResolvers = {
  service: ({ serviceId }, _, { loaders }) => loaders.service.load(serviceId)
}
