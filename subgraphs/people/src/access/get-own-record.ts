import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import { findRecord, type IdentityRecordRow } from '../identity-record/identity-record.store.ts'

/**
 * The record, where it is one of the caller's own team. That the sister team may read a record does not let it speak for the person there.
 */
export async function getOwnRecord(tx: Database, { principal }: Pick<Context, 'principal'>, recordId: string): Promise<IdentityRecordRow> {
  const row = await findRecord(tx, recordId)
  if (!row || row.service !== principal.service || row.organisation !== principal.organisation)
    return refuse('NOT_FOUND', 'The record does not exist, or is not one of your own team.')
  return row
}
