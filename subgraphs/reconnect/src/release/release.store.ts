import { asc } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { plannedRelease } from '../../db/tables.ts'

export type PlannedReleaseRow = typeof plannedRelease.$inferSelect

/** Every release date that was planned in the episodes, in the order in which they were set. */
export async function findPlannedReleases(db: Database, episodeIds: readonly string[]): Promise<PlannedReleaseRow[]> {
  return db.select().from(plannedRelease).where(isAnyOf(plannedRelease.episodeId, episodeIds)).orderBy(asc(plannedRelease.recordedAt), asc(plannedRelease.id))
}

export async function insertPlannedReleases(tx: Database, rows: PlannedReleaseRow[]): Promise<void> {
  await insertMany(tx, plannedRelease, rows)
}
