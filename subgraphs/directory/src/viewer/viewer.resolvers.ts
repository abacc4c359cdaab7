import { scopesOfRole } from '@throughcare/kit/roles'
import type { QueryResolvers, ViewerResolvers } from '../../generated/graphql.ts'

export const query: Pick<QueryResolvers, 'viewer'> = {
  viewer: (_parent, _args, { principal }) => principal
}

export const viewer: ViewerResolvers = {
  may: ({ role }) => scopesOfRole[role]
}
