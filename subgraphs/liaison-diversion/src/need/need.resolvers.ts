import type { LiaisonDiversionNeedResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { identifyNeed } from './identify-need.ts'

export const mutation: Pick<MutationResolvers, 'identifyNeed'> = {
  identifyNeed: (_, { input }, context) => identifyNeed(context, input)
}

export const liaisonDiversionNeed: LiaisonDiversionNeedResolvers = {
  need: ({ code }) => ({ __typename: 'Need', code })
}
