import type { AccessLimitResolvers, IdentityRecordResolvers, MutationResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { endAccessLimit } from './end-access-limit.ts'
import { endSensitiveFlag } from './end-sensitive-flag.ts'
import { flagSensitive } from './flag-sensitive.ts'
import { limitAccess } from './limit-access.ts'
import { listAccessLimits } from './list-access-limits.ts'

export const query: Pick<QueryResolvers, 'accessLimits'> = {
  accessLimits: (_, { identityRecordId }, context) => listAccessLimits(context, identityRecordId)
}

export const mutation: Pick<MutationResolvers, 'limitAccess' | 'endAccessLimit' | 'flagSensitive' | 'endSensitiveFlag'> = {
  limitAccess: (_, { input }, context) => limitAccess(context, input),
  endAccessLimit: (_, { input }, context) => endAccessLimit(context, input),
  flagSensitive: (_, { input }, context) => flagSensitive(context, input),
  endSensitiveFlag: (_, { input }, context) => endSensitiveFlag(context, input)
}

export const identityRecord: Pick<IdentityRecordResolvers, 'sensitiveFlag'> = {
  sensitiveFlag: async ({ id }, _, { loaders }) => (await loaders.flags.load(id))[0] ?? null
}

export const accessLimit: AccessLimitResolvers = {
  isInForce: ({ from, until, endedAt }, _, { clock }) => endedAt === null && (from === null || from <= clock.now()) && (until === null || until > clock.now())
}
