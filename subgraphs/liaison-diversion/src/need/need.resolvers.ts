import { refuse } from '@throughcare/kit/errors'
import { isUnmet, servingOf } from '@throughcare/kit/onward-referral.rules'
import type { LiaisonDiversionEpisodeResolvers, LiaisonDiversionNeedResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { explainUnmetNeed } from './explain-unmet-need.ts'
import { identifyNeeds } from './identify-needs.ts'
import { standingOf, withStatus } from './need.rules.ts'
import { reviewNeed } from './review-need.ts'
import { serveNeed } from './serve-need.ts'

export const mutation: MutationResolvers = {
  identifyNeeds: (_, { input }, context) => identifyNeeds(context, input),
  reviewNeed: (_, { input }, context) => reviewNeed(context, input),
  serveNeed: (_, { input }, context) => serveNeed(context, input),
  explainUnmetNeed: (_, { input }, context) => explainUnmetNeed(context, input)
}

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'needs'> = {
  needs: ({ id }, _, { loaders }) => loaders.needsOfEpisode.load(id)
}

export const liaisonDiversionNeed: LiaisonDiversionNeedResolvers = {
  need: ({ code }) => ({ __typename: 'Need', code }),
  status: (need) => standingOf(need).status,
  statusAt: (need) => standingOf(need).at,
  onwardReferrals: async (need, _, { loaders }) =>
    servingOf(need, await loaders.onwardReferralsOfEpisode.load(need.episodeId)).map(({ id }) => ({ __typename: 'OnwardReferral', id })),
  isUnmet: async (need, _, { loaders }) => isUnmet(withStatus(need), await loaders.onwardReferralsOfEpisode.load(need.episodeId)),
  episode: async ({ episodeId }, _, { loaders }) => (await loaders.episode.load(episodeId)) ?? refuse('NOT_FOUND', 'The episode of this need cannot be read.')
}
