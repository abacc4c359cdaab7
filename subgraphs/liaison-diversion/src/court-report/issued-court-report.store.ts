import { and, asc, eq, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { issuedCourtReport } from '../../db/tables/court-report.ts'

export type IssuedCourtReportRow = typeof issuedCourtReport.$inferSelect

export async function findIssuesOfReports(db: Database, courtReportIds: readonly string[]): Promise<IssuedCourtReportRow[]> {
  return db.select().from(issuedCourtReport).where(isAnyOf(issuedCourtReport.courtReportId, courtReportIds)).orderBy(asc(issuedCourtReport.issueNumber))
}

export async function findIssue(db: Database, id: string): Promise<IssuedCourtReportRow | null> {
  const [row] = await db.select().from(issuedCourtReport).where(eq(issuedCourtReport.id, id))
  return row ?? null
}

const latestHearing = orderedBy(issuedCourtReport.hearingOn, issuedCourtReport.id, 'downwards')

/** What was issued to an organisation, the latest hearing first. */
export async function findIssuesTo(db: Database, organisation: string, { limit, after }: Page): Promise<IssuedCourtReportRow[]> {
  return db
    .select()
    .from(issuedCourtReport)
    .where(and(eq(issuedCourtReport.recipientOrganisation, organisation), latestHearing.beyond(after)))
    .orderBy(...latestHearing.by)
    .limit(limit + 1)
}

export async function insertIssue(tx: Database, row: IssuedCourtReportRow): Promise<void> {
  await tx.insert(issuedCourtReport).values(row)
}

type Withdrawal = Pick<IssuedCourtReportRow, 'withdrawnAt' | 'withdrawnBy'>

/** Withdraws all that was issued in an episode, or lets it stand again; what it says stays as it was written. */
export async function withdrawIssues(tx: Database, episodeId: string, { withdrawnAt, withdrawnBy }: Withdrawal): Promise<void> {
  await tx
    .update(issuedCourtReport)
    .set({ withdrawnAt, withdrawnBy, version: sql`${issuedCourtReport.version} + 1` })
    .where(eq(issuedCourtReport.episodeId, episodeId))
}
