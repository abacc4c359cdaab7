import type { MutationResolvers, ReconnectEpisodeResolvers, ReconnectNeedResolvers } from '../../generated/graphql.ts'
import { assessReconnectNeeds } from './assess-reconnect-needs.ts'
import { isHealthNeed, isUnmet } from './need.rules.ts'
import { reviewReconnectNeed } from './review-reconnect-need.ts'

export const mutation = {
  assessReconnectNeeds: (_, { input }, context) => assessReconnectNeeds(context, input),
  reviewReconnectNeed: (_, { input }, context) => reviewReconnectNeed(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  needs: ({ id }, _, { loaders }) => loaders.needsOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectNeed: ReconnectNeedResolvers = {
  need: ({ code }) => ({ __typename: 'Need', code }),
  isHealthNeed: (need) => isHealthNeed(need),
  isUnmet: (need) => isUnmet(need)
}
