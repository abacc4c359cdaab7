import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { cohortFlag } from '../../db/tables/parts.ts'

export type CohortFlagRow = typeof cohortFlag.$inferSelect
export type Cohort = CohortFlagRow['cohort']

/** The flags in force, by the name of the cohort. */
export async function findCohortFlagsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<CohortFlagRow[]> {
  return db
    .select()
    .from(cohortFlag)
    .where(and(isAnyOf(cohortFlag.episodeId, episodeIds), isNull(cohortFlag.removedAt)))
    .orderBy(asc(cohortFlag.cohort))
}

/** All flags, those that were taken away included. */
export async function findEveryCohortFlag(db: Database, episodeIds: readonly string[]): Promise<CohortFlagRow[]> {
  return db.select().from(cohortFlag).where(isAnyOf(cohortFlag.episodeId, episodeIds))
}

export async function insertCohortFlag(tx: Database, row: CohortFlagRow): Promise<void> {
  await tx.insert(cohortFlag).values(row)
}

export async function updateCohortFlag(tx: Database, id: string, changes: Partial<CohortFlagRow>): Promise<void> {
  await tx
    .update(cohortFlag)
    .set({ ...changes, version: sql`${cohortFlag.version} + 1` })
    .where(eq(cohortFlag.id, id))
}

export async function insertCohortFlags(tx: Database, rows: CohortFlagRow[]): Promise<void> {
  await insertMany(tx, cohortFlag, rows)
}

/** Writes rows as they are given, version included. */
export async function updateCohortFlags(tx: Database, rows: CohortFlagRow[]): Promise<void> {
  await updateMany(tx, cohortFlag, rows)
}
