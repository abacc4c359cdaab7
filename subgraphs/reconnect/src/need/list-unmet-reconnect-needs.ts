import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { ownTeamOf } from '../worklist/list-worklist.ts'
import { findUnmetNeeds } from './need.store.ts'

/** Needs of the caller's team that nothing followed from, what was found first at the top. */
export async function listUnmetReconnectNeeds(context: Context, pageArguments: PageArguments) {
  const organisation = ownTeamOf(context)
  const page = readPage(pageArguments)
  return toConnection(await findUnmetNeeds(context.db, organisation, page), page, (row) => [row.identifiedAt.toISOString(), row.id])
}
