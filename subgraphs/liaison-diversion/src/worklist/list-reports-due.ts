import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { limitsOf, ownTeamOf, type WorklistFilter } from './list-worklist.ts'
import { findReportsDue } from './worklist.store.ts'

/** Court reports of the caller's team that are due, the next hearing first. */
export async function listReportsDue(context: Context, { where, ...pageArguments }: PageArguments & { where?: WorklistFilter | null }) {
  const organisation = ownTeamOf(context)
  const page = readPage(pageArguments)
  const rows = await findReportsDue(context.db, { organisation, ...limitsOf(context, where) }, page)
  return toConnection(rows, page, (row) => [row.hearingOn, row.id])
}
