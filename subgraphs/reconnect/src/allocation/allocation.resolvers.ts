import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { acceptAllocation } from './accept-allocation.ts'
import { allocateWorker } from './allocate-worker.ts'

export const mutation = {
  allocateWorker: (_, { input }, context) => allocateWorker(context, input),
  acceptAllocation: (_, { input }, context) => acceptAllocation(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  allocations: ({ id }, _, { loaders }) => loaders.allocationsOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers
