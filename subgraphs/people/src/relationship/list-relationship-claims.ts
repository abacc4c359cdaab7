import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findClaims, type RelationshipRow } from './relationship.store.ts'

/** The claims a privacy officer answers for, newest first. */
export async function listRelationshipClaims(context: Context, pageArguments: PageArguments): Promise<Connection<RelationshipRow>> {
  may(context, 'access:review')
  const page = readPage(pageArguments)
  const rows = await findClaims(context.db, page)
  return toConnection(rows, page, ({ recordedAt, id }) => [recordedAt.toISOString(), id])
}
