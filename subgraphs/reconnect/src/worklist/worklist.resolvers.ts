import type { QueryResolvers, ReconnectCaseloadResolvers, ReconnectWorklistConnectionResolvers } from '../../generated/graphql.ts'
import { listCaseloads } from './list-caseloads.ts'
import { listWorklist } from './list-worklist.ts'

export const query = {
  reconnectWorklist: (_, request, context) => listWorklist(context, request),
  reconnectCaseloads: (_, request, context) => listCaseloads(context, request)
} satisfies QueryResolvers

export const reconnectWorklistConnection: ReconnectWorklistConnectionResolvers = { total: ({ countAll }) => countAll() }

export const reconnectCaseload: ReconnectCaseloadResolvers = {
  facility: ({ by, key }) => (by === 'PRISON' ? { __typename: 'Facility', id: key } : null),
  facilityId: ({ by, key }) => (by === 'PRISON' ? key : null),
  workerId: ({ by, key }) => (by === 'WORKER' ? key : null)
}
