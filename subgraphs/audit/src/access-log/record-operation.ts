import { inTransaction } from '@throughcare/kit/db'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { insertOperation, type NewOperation } from './access-log.store.ts'

/** Writes down one operation before its answer leaves: no audit, no data. The same request twice is one row. */
export async function recordOperation(context: Context, input: Omit<NewOperation, 'at'>): Promise<string> {
  may(context, 'audit:write')
  await inTransaction(context, (tx) => insertOperation(tx, { ...input, at: context.clock.now() }))
  return input.requestId
}
