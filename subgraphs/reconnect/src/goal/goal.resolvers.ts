import type { MutationResolvers, ReconnectGoalResolvers } from '../../generated/graphql.ts'
import { reviewGoal } from './review-goal.ts'
import { setGoal } from './set-goal.ts'

export const mutation: Pick<MutationResolvers, 'setGoal' | 'reviewGoal'> = {
  setGoal: (_, { input }, context) => setGoal(context, input),
  reviewGoal: (_, { input }, context) => reviewGoal(context, input)
}

export const reconnectGoal: ReconnectGoalResolvers = {
  need: ({ needCode }) => ({ __typename: 'Need', code: needCode })
}
