import { and, asc, getTableColumns, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { plannedRelease } from '../../db/tables/parts.ts'

export type PlannedReleaseRow = Omit<typeof plannedRelease.$inferSelect, 'place'>

const { place, ...columns } = getTableColumns(plannedRelease)

/** Every release date that was planned in the episodes, in the order in which they were set. */
export async function findPlannedReleases(db: Database, episodeIds: readonly string[]): Promise<PlannedReleaseRow[]> {
  return db
    .select(columns)
    .from(plannedRelease)
    .where(and(isAnyOf(plannedRelease.episodeId, episodeIds), isNull(plannedRelease.withdrawnAt)))
    .orderBy(asc(plannedRelease.recordedAt), asc(place))
}

/** All of them, those that were withdrawn included. */
export async function findEveryPlannedRelease(db: Database, episodeIds: readonly string[]): Promise<PlannedReleaseRow[]> {
  return db.select(columns).from(plannedRelease).where(isAnyOf(plannedRelease.episodeId, episodeIds)).orderBy(asc(plannedRelease.recordedAt), asc(place))
}

export async function insertPlannedReleases(tx: Database, rows: PlannedReleaseRow[]): Promise<void> {
  await insertMany(tx, plannedRelease, rows)
}

export async function updatePlannedReleases(tx: Database, rows: PlannedReleaseRow[]): Promise<void> {
  await updateMany(tx, plannedRelease, rows)
}
