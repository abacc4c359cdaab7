import { londonDate } from '@throughcare/kit/clock'
import { addMonths } from '@throughcare/kit/day.rules'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import { lastDaySilentBy } from '@throughcare/kit/silence.rules'
import { findTextFault } from '@throughcare/kit/text.rules'
import type { Context } from '../context.ts'
import type { WorklistEdge } from './worklist.rules.ts'
import { countWorklist, findWorklist, type Limits, type Worklist } from './worklist.store.ts'

export type WorklistFilter = {
  facilityIds?: readonly string[] | null
  worker?: string | null
  isAllocated?: boolean | null
  ageGroup?: Limits['ageGroup'] | undefined
}
export type WorklistRequest = PageArguments & { list: Worklist; where?: WorklistFilter | null }

const mostFacilities = 50

/** A page of a worklist; how many there are in all is counted only where it is asked for. */
export type WorklistPage = { edges: WorklistEdge[]; pageInfo: Connection<unknown>['pageInfo']; countAll: () => Promise<number> }

/** A worklist of the caller's team. */
export async function listWorklist(context: Context, { list, where, ...pageArguments }: WorklistRequest): Promise<WorklistPage> {
  const organisation = ownTeamOf(context)
  const today = londonDate(context.clock.now())
  const wanted = { list, organisation, today, silentBy: lastDaySilentBy(today), ...limitsOf(context, where) }
  const page = readPage(pageArguments)
  const { edges, pageInfo } = toConnection(await findWorklist(context.db, wanted, page), page, ({ row, place }) => [place, row.id])
  return {
    edges: edges.map(({ cursor, node }) => ({ cursor, list, node: node.row })),
    pageInfo,
    countAll: () => countWorklist(context.db, wanted)
  }
}

/** What the caller limits a list to. */
export function limitsOf({ clock }: Pick<Context, 'clock'>, where: WorklistFilter | null | undefined): Limits {
  const { facilityIds = null, worker = null, isAllocated = null, ageGroup = null } = where ?? {}
  if (worker?.trim() === '') refuse('BAD_USER_INPUT', '"worker" is empty. Name whose episodes you want, or leave it out for everybody’s.', { field: 'worker' })
  const fault = findTextFault({ facilityIds })
  if (fault) refuse('BAD_USER_INPUT', fault.message, { field: fault.field })
  if (facilityIds && facilityIds.length > mostFacilities) refuse('BAD_USER_INPUT', `Name up to ${mostFacilities} facilities.`, { field: 'facilityIds' })
  return { adultsBornBy: addMonths(londonDate(clock.now()), -18 * 12), facilityIds, worker, isAllocated, ageGroup }
}

/** The organisation whose worklists the caller has; refuses everyone but the service's own staff. */
export function ownTeamOf(context: Context): string {
  may(context, 'liaison-diversion:write')
  if (context.principal.service !== 'LIAISON_DIVERSION') refuse('FORBIDDEN', 'Worklists are for Liaison & Diversion staff.')
  return context.principal.organisation
}
