import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { ownTeamOf } from './list-worklist.ts'
import { findReportsDue } from './worklist.store.ts'

/** Court reports of the caller's team that are due, the next hearing first. */
export async function listReportsDue(context: Context, pageArguments: PageArguments) {
  const organisation = ownTeamOf(context)
  const page = readPage(pageArguments)
  return toConnection(await findReportsDue(context.db, organisation, page), page, (row) => [row.hearingOn, row.id])
}
