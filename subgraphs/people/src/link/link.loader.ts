import DataLoader from 'dataloader'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findCompanions, findDecisions } from './link.store.ts'
import { findLinksTold, linksSeen } from './seen-link.store.ts'

export function createLinkLoaders(db: Database) {
  return {
    links: new DataLoader(async (recordIds: readonly string[]) => groupedInKeyOrder(recordIds, await findLinksTold(db, recordIds), (row) => row.recordId)),

    decision: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findDecisions(db, ids), (row) => row.id)),

    /** The ids of all records of a record's person, readable or not: enough to count them. */
    companions: new DataLoader(async (recordIds: readonly string[]) => {
      const rows = await findCompanions(db, recordIds, linksSeen)
      const byPerson = Map.groupBy(rows, (row) => row.personId)
      return recordIds.map((id) => (byPerson.get(rows.find((row) => row.recordId === id)?.personId ?? '') ?? []).map((row) => row.recordId))
    })
  }
}
