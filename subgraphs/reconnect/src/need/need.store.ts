import { asc } from 'drizzle-orm'
import { updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { need } from '../../db/tables/parts.ts'

export type NeedRow = typeof need.$inferSelect

export const {
  findOfEpisodes: findNeedsOfEpisodes,
  findEvery: findEveryNeed,
  insert: insertNeeds,
  update: updateNeeds
} = openParts(need, [asc(need.identifiedAt), asc(need.code)])

/** When no need was ever taken back. */
const asideAt = new Date(0)

/** Writes needs of an episode of which one may take another's code: all are out of the way meanwhile, for each row by itself must have a code of its own. */
export async function exchangeNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  if (rows.length > 1)
    await updateMany(
      tx,
      need,
      rows.map(({ id }) => ({ id, withdrawnAt: asideAt }))
    )
  await updateNeeds(tx, rows)
}
