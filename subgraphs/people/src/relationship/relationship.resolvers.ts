import type { MutationResolvers, QueryResolvers, RelationshipClaimResolvers } from '../../generated/graphql.ts'
import { claimRelationship } from './claim-relationship.ts'
import { endRelationship } from './end-relationship.ts'
import { listRelationshipClaims } from './list-relationship-claims.ts'

export const query: Pick<QueryResolvers, 'relationshipClaims'> = {
  relationshipClaims: (_, page, context) => listRelationshipClaims(context, page)
}

export const mutation: Pick<MutationResolvers, 'claimRelationship' | 'endRelationship'> = {
  claimRelationship: (_, { input }, context) => claimRelationship(context, input),
  endRelationship: (_, { input }, context) => endRelationship(context, input)
}

export const relationshipClaim: RelationshipClaimResolvers = {
  identityRecordId: ({ recordId }) => recordId,
  isInForce: ({ until, endedAt }, _, { clock }) => endedAt === null && until !== null && until > clock.now()
}
