import type { MutationResolvers, ServiceReportResolvers } from '../../generated/graphql.ts'
import { confirmService } from './confirm-service.ts'
import { makeConfirmationLink } from './make-confirmation-link.ts'
import { reportService } from './report-service.ts'

export const mutation: Pick<MutationResolvers, 'reportService' | 'makeConfirmationLink' | 'confirmService'> = {
  reportService: (_, { input }, context) => reportService(context, input),
  makeConfirmationLink: (_, { input }, context) => makeConfirmationLink(context, input),
  confirmService: (_, { input }, context) => confirmService(context, input)
}

export const serviceReport: ServiceReportResolvers = {
  service: ({ serviceId }, _, { loaders }) => loaders.service.load(serviceId)
}
