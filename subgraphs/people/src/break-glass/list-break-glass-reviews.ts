import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findUnreviewed, type BreakGlassRow } from './break-glass.store.ts'

/** What waits for the privacy officer, oldest first. */
export async function listBreakGlassReviews(context: Context, pageArguments: PageArguments): Promise<Connection<BreakGlassRow>> {
  may(context, 'access:review')
  const page = readPage(pageArguments)
  const rows = await findUnreviewed(context.db, page)
  return toConnection(rows, page, ({ recordedAt, id }) => [recordedAt.toISOString(), id])
}
