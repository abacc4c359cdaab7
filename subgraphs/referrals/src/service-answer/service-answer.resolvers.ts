import type { ServiceResolvers } from '../../generated/graphql.ts'
import { declineReasonsOf } from './service-answer.rules.ts'

export const service: Pick<ServiceResolvers, 'declineReasons'> = {
  declineReasons: async ({ id }, _, { loaders }) => declineReasonsOf(await loaders.answersOfService.load(id))
}
