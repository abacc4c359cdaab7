import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import { findTextFault } from '@throughcare/kit/text.rules'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { cutsOn } from './worklist.rules.ts'
import { countWorklist, findWorklist, type Worklist } from './worklist.store.ts'

type WorklistRequest = PageArguments & { list: Worklist; where?: { facilityIds?: readonly string[] | null; workerId?: string | null } | null }

/** A page of a worklist; how many there are in all is counted only where it is asked for. */
export type WorklistPage = Connection<EpisodeRow> & { countAll: () => Promise<number> }

const mostFacilities = 50

/** A worklist of the caller's team. */
export async function listWorklist(context: Context, { list, where, ...pageArguments }: WorklistRequest): Promise<WorklistPage> {
  const organisation = ownTeamOf(context)
  const { facilityIds = null, workerId = null } = where ?? {}
  if (facilityIds?.length === 0) refuse('BAD_USER_INPUT', '"facilityIds" is empty. Name a prison, or leave it out.', { field: 'facilityIds' })
  if (facilityIds && facilityIds.length > mostFacilities) refuse('BAD_USER_INPUT', `Name up to ${mostFacilities} prisons.`, { field: 'facilityIds' })
  const fault = findTextFault(where)
  if (fault) refuse('BAD_USER_INPUT', fault.message, { field: fault.field })
  const page = readPage(pageArguments)
  const wanted = { list, organisation, cuts: cutsOn(londonDate(context.clock.now()), context.settings), facilityIds, workerId }
  const { edges, pageInfo } = toConnection(await findWorklist(context.db, wanted, page), page, ({ row, place }) => [place, row.id])
  return { edges: edges.map(({ cursor, node }) => ({ cursor, node: node.row })), pageInfo, countAll: () => countWorklist(context.db, wanted) }
}

/** The organisation whose lists the caller has. Others would get lists with silent holes, so they are refused. */
export function ownTeamOf(context: Context): string {
  may(context, 'reconnect:write')
  if (context.principal.service !== 'RECONNECT') refuse('FORBIDDEN', 'Worklists are for RECONNECT staff.')
  return context.principal.organisation
}
