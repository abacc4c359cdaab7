import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findNeeds } from './need.store.ts'

export function createNeedLoaders(db: Database) {
  return {
    allNeeds: () => findNeeds(db),

    need: new DataLoader(async (codes: readonly string[]) => inKeyOrder(codes, await findNeeds(db), (row) => row.code))
  }
}
