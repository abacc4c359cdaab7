import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findAssignedEpisodes } from './peer-support.store.ts'

/** The episodes of people assigned to the peer support worker who asks, who was assigned first at the top. */
export async function listPeerSupportCaseload(context: Context, pageArguments: PageArguments) {
  may(context, 'liaison-diversion:peer-support')
  const page = readPage(pageArguments)
  const assigned = await findAssignedEpisodes(context.db, context.principal.subject, page)
  const { edges, pageInfo } = toConnection(assigned, page, ({ assignment }) => [assignment.assignedAt.toISOString(), assignment.id])
  return { edges: edges.map(({ cursor, node }) => ({ cursor, node: node.row })), pageInfo, withheld: null }
}
