import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findOrganisations } from './organisation.store.ts'

export function createOrganisationLoaders(db: Database) {
  return {
    organisation: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findOrganisations(db, ids), (row) => row.id))
  }
}
