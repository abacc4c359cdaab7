import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { appropriateAdult } from '../../db/tables/parts.ts'

export type AppropriateAdultRow = typeof appropriateAdult.$inferSelect

export async function findAppropriateAdultsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<AppropriateAdultRow[]> {
  return db
    .select()
    .from(appropriateAdult)
    .where(and(isAnyOf(appropriateAdult.episodeId, episodeIds), isNull(appropriateAdult.withdrawnAt)))
    .orderBy(asc(appropriateAdult.calledAt), asc(appropriateAdult.id))
}

/** All of them, those that were withdrawn included. */
export async function findEveryAppropriateAdult(db: Database, episodeIds: readonly string[]): Promise<AppropriateAdultRow[]> {
  return db
    .select()
    .from(appropriateAdult)
    .where(isAnyOf(appropriateAdult.episodeId, episodeIds))
    .orderBy(asc(appropriateAdult.calledAt), asc(appropriateAdult.id))
}

export async function findAppropriateAdult(tx: Database, episodeId: string, id: string): Promise<AppropriateAdultRow | null> {
  const [row] = await tx
    .select()
    .from(appropriateAdult)
    .where(and(eq(appropriateAdult.id, id), eq(appropriateAdult.episodeId, episodeId), isNull(appropriateAdult.withdrawnAt)))
  return row ?? null
}

export async function insertAppropriateAdult(tx: Database, row: AppropriateAdultRow): Promise<void> {
  await tx.insert(appropriateAdult).values(row)
}

export async function updateAppropriateAdult(tx: Database, id: string, changes: Partial<AppropriateAdultRow>): Promise<void> {
  await tx
    .update(appropriateAdult)
    .set({ ...changes, version: sql`${appropriateAdult.version} + 1` })
    .where(eq(appropriateAdult.id, id))
}

export async function insertAppropriateAdults(tx: Database, rows: AppropriateAdultRow[]): Promise<void> {
  await insertMany(tx, appropriateAdult, rows)
}

/** Writes rows as they are given, version included. */
export async function updateAppropriateAdults(tx: Database, rows: AppropriateAdultRow[]): Promise<void> {
  await updateMany(tx, appropriateAdult, rows)
}
