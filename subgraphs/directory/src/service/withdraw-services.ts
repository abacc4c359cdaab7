import type { Database } from '@throughcare/kit/db'
import { may } from '@throughcare/kit/roles'
import { record } from '../change.ts'
import { indexServices } from '../search/search-index.store.ts'
import { keepChanges } from '../service-change/keep-changes.ts'
import { serviceEvent } from './record-service.ts'
import { findServicesForChange } from './service.store.ts'
import { writeServices } from './write-services.ts'
import type { Writing } from './write-entries.ts'

/** Marks services that their feed no longer lists. They are kept: people were referred to them. */
export async function withdrawServices(tx: Database, writing: Writing, ids: readonly string[]): Promise<number> {
  may(writing, 'directory:write')
  const now = writing.clock.now()
  const standing = await findServicesForChange(tx, ids)
  const rows = standing.map((row) => ({
    ...row,
    version: row.version + 1,
    withdrawnAt: now,
    recordedAt: now,
    recordedBy: writing.principal.subject
  }))
  await writeServices(tx, rows)
  await keepChanges(tx, standing, rows)
  await indexServices(tx, ids)
  await record(tx, writing, ...rows.map(serviceEvent))
  return rows.length
}
