import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { cutsOn } from './worklist.rules.ts'
import { findWorklist, type Worklist } from './worklist.store.ts'

type WorklistRequest = PageArguments & { list: Worklist; where?: { facilityIds?: readonly string[] | null; workerId?: string | null } | null }

const mostFacilities = 50

/** A worklist of the caller's team. Others would get one with silent holes, so they are refused. */
export async function listWorklist(context: Context, { list, where, ...pageArguments }: WorklistRequest): Promise<Connection<EpisodeRow> & { withheld: null }> {
  may(context, 'reconnect:write')
  const { service, organisation } = context.principal
  if (service !== 'RECONNECT') refuse('FORBIDDEN', 'Worklists are for RECONNECT staff.')
  const { facilityIds = null, workerId = null } = where ?? {}
  if (facilityIds && facilityIds.length > mostFacilities) refuse('BAD_USER_INPUT', `Name up to ${mostFacilities} prisons.`, { field: 'facilityIds' })
  const page = readPage(pageArguments)
  const rows = await findWorklist(context.db, { list, organisation, cuts: cutsOn(londonDate(context.clock.now())), facilityIds, workerId }, page)
  const { edges, pageInfo } = toConnection(rows, page, ({ row, place }) => [place, row.id])
  return { edges: edges.map(({ cursor, node }) => ({ cursor, node: node.row })), pageInfo, withheld: null }
}
