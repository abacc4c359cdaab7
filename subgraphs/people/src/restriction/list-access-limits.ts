import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findLimits, type LimitRow } from './restriction.store.ts'

/** The limits set with a record, ended ones too, newest first; none where there is none or none is the caller's to see. */
export async function listAccessLimits(context: Context, recordId: string): Promise<LimitRow[]> {
  may(context, 'access:limit')
  return findLimits(context.db, recordId)
}
