import type { MutationResolvers } from '../../generated/graphql.ts'
import { recordConsent } from './record-consent.ts'

export const mutation: Pick<MutationResolvers, 'recordConsent'> = {
  recordConsent: (_, { input }, context) => recordConsent(context, input)
}
