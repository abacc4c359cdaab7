import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findUndecided, type LimitOverrideRow } from './limit-override.store.ts'

/** What waits for the privacy officer's decision, oldest first; what they asked themselves waits for somebody else. */
export async function listLimitOverrideRequests(context: Context, pageArguments: PageArguments): Promise<Connection<LimitOverrideRow>> {
  may(context, 'access:review')
  const page = readPage(pageArguments)
  const rows = await findUndecided(context.db, context.principal.subject, page)
  return toConnection(rows, page, ({ recordedAt, id }) => [recordedAt.toISOString(), id])
}
