import { and, asc, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { need } from '../../db/tables/parts.ts'

export type NeedRow = typeof need.$inferSelect

export async function findNeedsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<NeedRow[]> {
  return db
    .select()
    .from(need)
    .where(and(isAnyOf(need.episodeId, episodeIds), isNull(need.withdrawnAt)))
    .orderBy(asc(need.identifiedAt), asc(need.code))
}

/** All needs, those that were withdrawn included. */
export async function findEveryNeed(db: Database, episodeIds: readonly string[]): Promise<NeedRow[]> {
  return db.select().from(need).where(isAnyOf(need.episodeId, episodeIds)).orderBy(asc(need.identifiedAt), asc(need.code))
}

export async function insertNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  await insertMany(tx, need, rows)
}

/** Writes needs as they are given, version included. */
export async function updateNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  await updateMany(tx, need, rows)
}

/** When no need was ever taken back. */
const asideAt = new Date(0)

/** The same for needs of an episode of which one may take another's code: all are out of the way meanwhile, for each row by itself must have a code of its own. */
export async function exchangeNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  if (rows.length > 1)
    await updateMany(
      tx,
      need,
      rows.map(({ id }) => ({ id, withdrawnAt: asideAt }))
    )
  await updateMany(tx, need, rows)
}
