import type { LiaisonDiversionEpisodeResolvers, LiaisonDiversionNeedResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { identifyNeeds } from './identify-needs.ts'
import { standingOf } from './need.rules.ts'
import { reviewNeed } from './review-need.ts'

export const mutation: Pick<MutationResolvers, 'identifyNeeds' | 'reviewNeed'> = {
  identifyNeeds: (_, { input }, context) => identifyNeeds(context, input),
  reviewNeed: (_, { input }, context) => reviewNeed(context, input)
}

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'needs'> = {
  needs: ({ id }, _, { loaders }) => loaders.needsOfEpisode.load(id)
}

export const liaisonDiversionNeed: LiaisonDiversionNeedResolvers = {
  need: ({ code }) => ({ __typename: 'Need', code }),
  status: (need) => standingOf(need).status,
  statusAt: (need) => standingOf(need).at
}
