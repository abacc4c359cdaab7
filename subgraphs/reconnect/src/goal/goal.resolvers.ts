import type { MutationResolvers, ReconnectGoalResolvers } from '../../generated/graphql.ts'
import { makeReconnectPlan } from './make-reconnect-plan.ts'
import { reviewGoal } from './review-goal.ts'
import { setGoal } from './set-goal.ts'

export const mutation = {
  setGoal: (_, { input }, context) => setGoal(context, input),
  makeReconnectPlan: (_, { input }, context) => makeReconnectPlan(context, input),
  reviewGoal: (_, { input }, context) => reviewGoal(context, input)
} satisfies MutationResolvers

export const reconnectGoal: ReconnectGoalResolvers = {
  need: ({ needCode }) => ({ __typename: 'Need', code: needCode })
}
