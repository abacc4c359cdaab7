import { and, asc, eq, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { courtReport } from '../../db/tables/court-report.ts'

export type CourtReportRow = typeof courtReport.$inferSelect

/** A request as it is before anything came of it. */
export const asRequested = { cancelledAt: null, cancelledBy: null, cancelReason: null, correctedBy: null } as const

export async function findCourtReportsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<CourtReportRow[]> {
  return db.select().from(courtReport).where(isAnyOf(courtReport.episodeId, episodeIds)).orderBy(asc(courtReport.hearingOn), asc(courtReport.id))
}

export async function findCourtReport(tx: Database, episodeId: string, id: string): Promise<CourtReportRow | null> {
  const [row] = await tx
    .select()
    .from(courtReport)
    .where(and(eq(courtReport.id, id), eq(courtReport.episodeId, episodeId)))
  return row ?? null
}

export async function insertCourtReport(tx: Database, row: CourtReportRow): Promise<void> {
  await tx.insert(courtReport).values(row)
}

/** Notes when a report was first issued. */
export async function noteIssue(tx: Database, id: string, issuedAt: Date): Promise<void> {
  await tx
    .update(courtReport)
    .set({ issuedAt: sql`coalesce(${courtReport.issuedAt}, ${issuedAt.toISOString()}::timestamptz)`, version: sql`${courtReport.version} + 1` })
    .where(eq(courtReport.id, id))
}

export async function insertCourtReports(tx: Database, rows: CourtReportRow[]): Promise<void> {
  await insertMany(tx, courtReport, rows)
}

/** Writes rows as they are given, version included. */
export async function updateCourtReports(tx: Database, rows: CourtReportRow[]): Promise<void> {
  await updateMany(tx, courtReport, rows)
}
