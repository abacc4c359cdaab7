import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { ownTeamOf } from './list-worklist.ts'
import { findCaseloadsOfPrisons, findCaseloadsOfWorkers, type Caseload } from './worklist.store.ts'

export type CaseloadOf = Caseload & { by: 'PRISON' | 'WORKER' }

/** How many episodes of the caller's team are open in each prison, or with each worker. */
export async function listCaseloads(context: Context, { by, ...pageArguments }: PageArguments & Pick<CaseloadOf, 'by'>): Promise<Connection<CaseloadOf>> {
  may(context, 'reconnect:manage')
  const page = readPage(pageArguments)
  const find = by === 'PRISON' ? findCaseloadsOfPrisons : findCaseloadsOfWorkers
  const rows = await find(context.db, ownTeamOf(context), page)
  return toConnection(
    rows.map((row) => ({ ...row, by })),
    page,
    ({ key }) => [key]
  )
}
