import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { assessment } from '../../db/tables/parts.ts'

export type AssessmentRow = typeof assessment.$inferSelect

export async function findAssessmentsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<AssessmentRow[]> {
  return db
    .select()
    .from(assessment)
    .where(and(isAnyOf(assessment.episodeId, episodeIds), isNull(assessment.withdrawnAt)))
    .orderBy(asc(sql`coalesce(${assessment.requestedAt}, ${assessment.assessedAt})`), asc(assessment.id))
}

/** All assessments, those that were withdrawn included. */
export async function findEveryAssessment(db: Database, episodeIds: readonly string[]): Promise<AssessmentRow[]> {
  return db
    .select()
    .from(assessment)
    .where(isAnyOf(assessment.episodeId, episodeIds))
    .orderBy(asc(sql`coalesce(${assessment.requestedAt}, ${assessment.assessedAt})`), asc(assessment.id))
}

export async function findAssessment(tx: Database, episodeId: string, id: string): Promise<AssessmentRow | null> {
  const [row] = await tx
    .select()
    .from(assessment)
    .where(and(eq(assessment.id, id), eq(assessment.episodeId, episodeId), isNull(assessment.withdrawnAt)))
  return row ?? null
}

export async function insertAssessment(tx: Database, row: AssessmentRow): Promise<void> {
  await tx.insert(assessment).values(row)
}

/** Writes what came of an assessment, as its next version. */
export async function updateAssessment(tx: Database, id: string, changes: Partial<AssessmentRow>): Promise<void> {
  await tx
    .update(assessment)
    .set({ ...changes, version: sql`${assessment.version} + 1` })
    .where(eq(assessment.id, id))
}

export async function insertAssessments(tx: Database, rows: AssessmentRow[]): Promise<void> {
  await insertMany(tx, assessment, rows)
}

/** Writes rows as they are given, version included. */
export async function updateAssessments(tx: Database, rows: AssessmentRow[]): Promise<void> {
  await updateMany(tx, assessment, rows)
}
