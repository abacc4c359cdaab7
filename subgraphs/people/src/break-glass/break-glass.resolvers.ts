import type { BreakGlassGrantResolvers, MutationResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { breakGlass } from './break-glass.ts'
import { listBreakGlassReviews } from './list-break-glass-reviews.ts'
import { reviewBreakGlass } from './review-break-glass.ts'

export const query: Pick<QueryResolvers, 'breakGlassReviews'> = {
  breakGlassReviews: (_, page, context) => listBreakGlassReviews(context, page)
}

export const mutation: Pick<MutationResolvers, 'breakGlass' | 'reviewBreakGlass'> = {
  breakGlass: (_, { input }, context) => breakGlass(context, input),
  reviewBreakGlass: (_, { input }, context) => reviewBreakGlass(context, input)
}

export const breakGlassGrant: BreakGlassGrantResolvers = {
  identityRecordId: ({ recordId }) => recordId,
  subject: ({ recordedBy }) => recordedBy
}
