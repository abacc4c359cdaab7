import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findPendingSuggestions } from './suggestion.store.ts'

export function createSuggestionLoaders(db: Database) {
  return {
    pendingSuggestions: new DataLoader(async (serviceIds: readonly string[]) =>
      groupedInKeyOrder(serviceIds, await findPendingSuggestions(db, serviceIds), ({ serviceId }) => serviceId)
    )
  }
}
