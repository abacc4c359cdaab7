import { readPage, toConnection } from '@throughcare/kit/page'
import type { QueryResolvers } from '../../generated/graphql.ts'
import { servicesFor } from './services-for.ts'

export const query: Pick<QueryResolvers, 'servicesFor'> = {
  servicesFor: async (_, { first, after, ...question }, context) => {
    const page = readPage({ first, after })
    const matches = await servicesFor(context, question)
    const [afterId] = page.after ?? []
    const start = afterId === undefined ? 0 : matches.findIndex(({ service }) => service.id === afterId) + 1
    return toConnection(matches.slice(start, start + page.limit + 1), page, ({ service }) => [service.id])
  }
}
