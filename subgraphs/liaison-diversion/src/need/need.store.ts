import { and, asc, eq, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { need } from '../../db/tables.ts'

export type NeedRow = typeof need.$inferSelect
export type NewNeed = typeof need.$inferInsert

export async function findNeedsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<NeedRow[]> {
  return db
    .select()
    .from(need)
    .where(and(isAnyOf(need.episodeId, episodeIds), isNull(need.withdrawnAt)))
    .orderBy(asc(need.identifiedAt), asc(need.id))
}

/** All needs, those that were withdrawn included. */
export async function findEveryNeed(db: Database, episodeIds: readonly string[]): Promise<NeedRow[]> {
  return db.select().from(need).where(isAnyOf(need.episodeId, episodeIds)).orderBy(asc(need.identifiedAt), asc(need.id))
}

export async function findNeed(tx: Database, episodeId: string, id: string): Promise<NeedRow | null> {
  const [row] = await tx
    .select()
    .from(need)
    .where(and(eq(need.id, id), eq(need.episodeId, episodeId), isNull(need.withdrawnAt)))
  return row ?? null
}

export async function insertNeeds(tx: Database, rows: NewNeed[]): Promise<void> {
  await insertMany(tx, need, rows)
}

export async function updateNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  await updateMany(tx, need, rows)
}
