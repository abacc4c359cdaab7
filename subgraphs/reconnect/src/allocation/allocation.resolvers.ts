import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { acceptAllocation } from './accept-allocation.ts'
import { allocateWorker } from './allocate-worker.ts'

export const mutation: Pick<MutationResolvers, 'allocateWorker' | 'acceptAllocation'> = {
  allocateWorker: (_, { input }, context) => allocateWorker(context, input),
  acceptAllocation: (_, { input }, context) => acceptAllocation(context, input)
}

export const reconnectEpisode: Pick<ReconnectEpisodeResolvers, 'allocations'> = {
  allocations: ({ id }, _, { loaders }) => loaders.allocationsOfEpisode.load(id)
}
