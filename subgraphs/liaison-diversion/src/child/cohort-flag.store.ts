import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { cohortFlag } from '../../db/tables/parts.ts'

export type CohortFlagRow = typeof cohortFlag.$inferSelect
export type Cohort = CohortFlagRow['cohort']

/** The flags in force, by the name of the cohort. */
export async function findCohortFlagsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<CohortFlagRow[]> {
  return db
    .select()
    .from(cohortFlag)
    .where(and(inArray(cohortFlag.episodeId, [...episodeIds]), isNull(cohortFlag.removedAt)))
    .orderBy(asc(cohortFlag.cohort))
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
