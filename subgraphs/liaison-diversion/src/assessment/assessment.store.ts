import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { assessment } from '../../db/tables/parts.ts'

export type AssessmentRow = typeof assessment.$inferSelect

export const {
  findOfEpisodes: findAssessmentsOfEpisodes,
  findEvery: findEveryAssessment,
  findIn: findAssessment,
  insert: insertAssessments,
  update: updateAssessments
} = openParts(assessment, [asc(sql`coalesce(${assessment.requestedAt}, ${assessment.assessedAt})`), asc(assessment.id)])

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
