import { and, asc, eq, gt } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { episodeChange } from '../../db/tables.ts'

export type EpisodeChangeRow = typeof episodeChange.$inferSelect
export type NewEpisodeChange = typeof episodeChange.$inferInsert

export async function findChangesOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<EpisodeChangeRow[]> {
  return db.select().from(episodeChange).where(isAnyOf(episodeChange.episodeId, episodeIds)).orderBy(asc(episodeChange.episodeVersion))
}

/** What staff did in an episode after a version of it. */
export async function findChangesSince(db: Database, episodeId: string, version: number): Promise<EpisodeChangeRow[]> {
  return db
    .select()
    .from(episodeChange)
    .where(and(eq(episodeChange.episodeId, episodeId), gt(episodeChange.episodeVersion, version)))
    .orderBy(asc(episodeChange.episodeVersion))
}

export async function insertEpisodeChange(tx: Database, row: NewEpisodeChange): Promise<void> {
  await tx.insert(episodeChange).values(row)
}
