import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { ownTeamOf } from './list-worklist.ts'
import { findCaseloadTotals, type Caseload } from './worklist.store.ts'

/** How many episodes of the caller's team are open at each facility, or with each worker. */
export async function listCaseloads(context: Context, { by, ...pageArguments }: PageArguments & Pick<Caseload, 'by'>): Promise<Connection<Caseload>> {
  may(context, 'liaison-diversion:manage')
  const page = readPage(pageArguments)
  return toConnection(await findCaseloadTotals(context.db, { organisation: ownTeamOf(context), by }, page), page, ({ key }) => [key])
}
