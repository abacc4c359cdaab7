import { refuse } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import { findLimitOverride, type LimitOverrideRow } from './limit-override.store.ts'

/** What was asked and what came of it, for whoever asked and the privacy officers who were told. */
export async function getLimitOverride(context: Context, id: string): Promise<LimitOverrideRow> {
  return (await findLimitOverride(context.db, id)) ?? refuse('NOT_FOUND', 'There is no such request, or none that is yours to see.')
}
