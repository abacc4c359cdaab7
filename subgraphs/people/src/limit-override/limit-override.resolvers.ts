import type { LimitOverrideResolvers, MutationResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { decideLimitOverride } from './decide-limit-override.ts'
import { getLimitOverride } from './get-limit-override.ts'
import { listLimitOverrideRequests } from './list-limit-override-requests.ts'
import { requestLimitOverride } from './request-limit-override.ts'

export const query: Pick<QueryResolvers, 'limitOverride' | 'limitOverrideRequests'> = {
  limitOverride: (_, { id }, context) => getLimitOverride(context, id),
  limitOverrideRequests: (_, page, context) => listLimitOverrideRequests(context, page)
}

export const mutation: Pick<MutationResolvers, 'requestLimitOverride' | 'decideLimitOverride'> = {
  requestLimitOverride: (_, { input }, context) => requestLimitOverride(context, input),
  decideLimitOverride: (_, { input }, context) => decideLimitOverride(context, input)
}

export const limitOverride: LimitOverrideResolvers = {
  identityRecordId: ({ recordId }) => recordId,
  subject: ({ recordedBy }) => recordedBy
}
