import type { QueryResolvers } from '../../generated/graphql.ts'
import { listWorklist } from './list-worklist.ts'

export const query: Pick<QueryResolvers, 'reconnectWorklist'> = {
  reconnectWorklist: (_, request, context) => listWorklist(context, request)
}
