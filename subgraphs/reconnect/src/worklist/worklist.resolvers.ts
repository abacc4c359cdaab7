import type { QueryResolvers } from '../../generated/graphql.ts'
import { listWorklist } from './list-worklist.ts'

export const query = {
  reconnectWorklist: (_, request, context) => listWorklist(context, request)
} satisfies QueryResolvers
