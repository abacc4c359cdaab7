import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { checkReconnectEligibility } from './check-reconnect-eligibility.ts'
import { checkEligibility, eligibilityFactsOf, outcomeOf } from './eligibility.rules.ts'

export const mutation = {
  checkReconnectEligibility: (_, { input }, context) => checkReconnectEligibility(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  eligibility: async (episode, _, { loaders, settings }) => {
    const answers = checkEligibility(eligibilityFactsOf(episode, await loaders.knownPerson.load(episode.recordId)), settings)
    return { outcome: outcomeOf(answers), answers, checkedAt: episode.eligibilityCheckedAt, riskOfSeriousHarm: episode.riskOfSeriousHarm }
  },
  handover: ({ handoverReferralId }) => (handoverReferralId ? { __typename: 'OnwardReferral', id: handoverReferralId } : null)
} satisfies ReconnectEpisodeResolvers
