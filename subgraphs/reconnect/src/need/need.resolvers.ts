import { refuse } from '@throughcare/kit/errors'
import { isUnmet, servingOf } from '@throughcare/kit/onward-referral.rules'
import type { MutationResolvers, QueryResolvers, ReconnectEpisodeResolvers, ReconnectNeedResolvers } from '../../generated/graphql.ts'
import { assessReconnectNeeds } from './assess-reconnect-needs.ts'
import { explainUnmetReconnectNeed } from './explain-unmet-reconnect-need.ts'
import { listUnmetReconnectNeeds } from './list-unmet-reconnect-needs.ts'
import { isHealthNeed } from './need.rules.ts'
import { reviewReconnectNeed } from './review-reconnect-need.ts'
import { serveReconnectNeed } from './serve-reconnect-need.ts'

export const query = {
  unmetReconnectNeeds: (_, page, context) => listUnmetReconnectNeeds(context, page)
} satisfies QueryResolvers

export const mutation = {
  assessReconnectNeeds: (_, { input }, context) => assessReconnectNeeds(context, input),
  reviewReconnectNeed: (_, { input }, context) => reviewReconnectNeed(context, input),
  serveReconnectNeed: (_, { input }, context) => serveReconnectNeed(context, input),
  explainUnmetReconnectNeed: (_, { input }, context) => explainUnmetReconnectNeed(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  needs: ({ id }, _, { loaders }) => loaders.needsOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectNeed: ReconnectNeedResolvers = {
  need: ({ code }) => ({ __typename: 'Need', code }),
  isHealthNeed: (need) => isHealthNeed(need),
  onwardReferrals: async (need, _, { loaders }) =>
    servingOf(need, await loaders.onwardReferralsOfEpisode.load(need.episodeId)).map(({ id }) => ({ __typename: 'OnwardReferral', id })),
  isUnmet: async (need, _, { loaders }) => isUnmet(need, await loaders.onwardReferralsOfEpisode.load(need.episodeId)),
  episode: async ({ episodeId }, _, { loaders }) => (await loaders.episode.load(episodeId)) ?? refuse('NOT_FOUND', 'The episode of this need cannot be read.')
}
