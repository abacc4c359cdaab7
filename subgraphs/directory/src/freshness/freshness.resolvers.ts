import type { MutationResolvers, ServiceReportResolvers } from '../../generated/graphql.ts'
import { reportService } from './report-service.ts'

export const mutation: Pick<MutationResolvers, 'reportService'> = {
  reportService: (_, { input }, context) => reportService(context, input)
}

export const serviceReport: ServiceReportResolvers = {
  service: ({ serviceId }, _, { loaders }) => loaders.service.load(serviceId)
}
