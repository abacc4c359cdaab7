import type { MutationResolvers, OnwardReferralResolvers } from '../../generated/graphql.ts'
import { mayKnowFacts } from './may-know-facts.ts'
import { recordReferralFacts } from './record-referral-facts.ts'

export const mutation: Pick<MutationResolvers, 'recordReferralFacts'> = {
  recordReferralFacts: (_, { input }, context) => recordReferralFacts(context, input)
}

export const onwardReferral: Pick<OnwardReferralResolvers, 'facts' | 'isFactsWithheld'> = {
  facts: async (referral, _, context) => ((await mayKnowFacts(context, referral)) ? context.loaders.referralFacts.load(referral.id) : null),
  isFactsWithheld: async (referral, _, context) => !(await mayKnowFacts(context, referral))
}
