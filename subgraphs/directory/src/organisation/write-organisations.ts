import type { Database } from '@throughcare/kit/db'
import { numbersOfOrganisation } from '../duplicate/duplicate-key.rules.ts'
import { upsertOrganisations, type OrganisationRow } from './organisation.store.ts'

/** Writes organisations of one origin, with their numbers in registers; of several rows for one the last. */
export async function writeOrganisations(tx: Database, feed: string | null, rows: readonly OrganisationRow[]): Promise<void> {
  // One statement may write a row only once.
  const perId = new Map(rows.map((row) => [row.id, row]))
  await upsertOrganisations(
    tx,
    feed,
    [...perId.values()].map((row) => ({ ...row, ...numbersOfOrganisation(row.identifiers) }))
  )
}
