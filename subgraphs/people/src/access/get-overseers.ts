import { withRole, type Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { findOrganisationsOf, isKnown } from './access.store.ts'

/**
 * For what staff open on their own word: that the caller may read a record, or may know of it, and whose privacy officers answer for it —
 * those of the caller's employer, and of everyone who holds a record of the person. Whoever may not know of it is told what they would be
 * told of none.
 */
export async function getOverseers(tx: Database, { recordId, employer }: { recordId: string; employer: string }): Promise<string[]> {
  if (!(await isKnown(tx, recordId))) return refuse('NOT_FOUND', 'The record does not exist, or is not one you may know of.')
  const holders = await withRole(tx, 'system-linker', () => findOrganisationsOf(tx, recordId))
  return [...new Set([employer, ...holders])].map((organisation) => `organisation:${organisation}`)
}
