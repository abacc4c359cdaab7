import type { Transact } from '../importer-rows.ts'
import { findUnindexed, indexServices } from './search-index.store.ts'

const chunkSize = 1_000

/** Sees to it that every service is found: one of an older release, or whose spot has become better known. Short transactions, one after the other. */
export async function indexLeftOut(transact: Transact): Promise<void> {
  const next = () =>
    transact(async (tx) => {
      const ids = await findUnindexed(tx, chunkSize)
      await indexServices(tx, ids)
      return ids.length
    })
  while ((await next()) === chunkSize);
}
