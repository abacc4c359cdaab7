import type { MutationResolvers } from '../../generated/graphql.ts'
import { recordReturnToCustody } from './record-return-to-custody.ts'
import { recordTemporaryRelease } from './record-temporary-release.ts'
import { transferPrison } from './transfer-prison.ts'

export const mutation = {
  transferPrison: (_, { input }, context) => transferPrison(context, input),
  recordTemporaryRelease: (_, { input }, context) => recordTemporaryRelease(context, input),
  recordReturnToCustody: (_, { input }, context) => recordReturnToCustody(context, input)
} satisfies MutationResolvers
