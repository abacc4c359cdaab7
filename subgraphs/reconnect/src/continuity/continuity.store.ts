import { and, asc, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { continuity } from '../../db/tables/parts.ts'

export type ContinuityRow = typeof continuity.$inferSelect

/** Medicine first. */
export async function findContinuityOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<ContinuityRow[]> {
  return db
    .select()
    .from(continuity)
    .where(and(isAnyOf(continuity.episodeId, episodeIds), isNull(continuity.withdrawnAt)))
    .orderBy(asc(continuity.kind))
}

/** All of them, those that were withdrawn included. */
export async function findEveryContinuity(db: Database, episodeIds: readonly string[]): Promise<ContinuityRow[]> {
  return db.select().from(continuity).where(isAnyOf(continuity.episodeId, episodeIds)).orderBy(asc(continuity.kind))
}

/** Writes rows down; what an episode had of that kind before is replaced. */
export async function upsertContinuity(tx: Database, rows: ContinuityRow[]): Promise<void> {
  const changing = ['days_in_hand', 'continues_on', 'continues_by', 'recorded_at', 'recorded_by'].map((name) => `${name} = excluded.${name}`)
  await insertMany(
    tx,
    continuity,
    rows,
    sql`on conflict (episode_id, kind, coalesce(withdrawn_at, '-infinity'::timestamptz)) do update set ${sql.raw(changing.join(', '))}, version = ${continuity.version} + 1`
  )
}

export async function updateContinuity(tx: Database, rows: ContinuityRow[]): Promise<void> {
  await updateMany(tx, continuity, rows)
}
