import DataLoader from 'dataloader'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { findOperationsOfPersons, type OperationRow } from './access-log.store.ts'

export function createAccessLogLoaders(db: Database) {
  const logs = new Map<string, DataLoader<readonly string[], OperationRow[], string>>()

  return {
    /** Keyed by all the record ids of a person. One loader for each page asked for, so that many persons share a statement. */
    accessLogOfPerson(page: Page) {
      const key = JSON.stringify(page)
      const loader =
        logs.get(key) ??
        new DataLoader<readonly string[], OperationRow[], string>(
          async (persons) => {
            const found = Map.groupBy(await findOperationsOfPersons(db, persons, page), ({ place }) => place)
            return persons.map((_, place) => (found.get(place) ?? []).map(({ operation }) => operation))
          },
          { cacheKeyFn: (ids) => ids.join() }
        )
      logs.set(key, loader)
      return loader
    }
  }
}
