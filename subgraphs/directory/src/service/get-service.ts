import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { findService, type ServiceRow } from './service.store.ts'

/** The entry that something is said of. */
export async function getService(db: Database, id: string): Promise<ServiceRow> {
  return (await findService(db, id)) ?? refuse('NOT_FOUND', 'There is no service with that id.')
}
