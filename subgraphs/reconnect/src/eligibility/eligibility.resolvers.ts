import { londonDate } from '@throughcare/kit/clock'
import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { checkReconnectEligibility } from './check-reconnect-eligibility.ts'
import { checkEligibility, outcomeOf } from './eligibility.rules.ts'

export const mutation = {
  checkReconnectEligibility: (_, { input }, context) => checkReconnectEligibility(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  eligibility: async (episode, _, { loaders, settings }) => {
    const known = await loaders.knownPerson.load(episode.recordId)
    const answers = checkEligibility({ ...episode, birthDate: known?.birthDate ?? null, referredOn: londonDate(episode.referredAt) }, settings)
    return { outcome: outcomeOf(answers), answers, checkedAt: episode.eligibilityCheckedAt, riskOfSeriousHarm: episode.riskOfSeriousHarm }
  },
  handover: ({ handoverReferralId }) => (handoverReferralId ? { __typename: 'OnwardReferral', id: handoverReferralId } : null)
} satisfies ReconnectEpisodeResolvers
