import type { NeedResolvers, QueryResolvers } from '../../generated/graphql.ts'

export const query: Pick<QueryResolvers, 'needs'> = {
  needs: (_, __, { loaders }) => loaders.allNeeds()
}

export const need: NeedResolvers = {
  __resolveReference: async ({ code }, { loaders }) => loaders.need.load(code)
}
