import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { issuedCourtReport } from '../../db/tables/court-report.ts'

export type IssuedCourtReportRow = typeof issuedCourtReport.$inferSelect

export async function findIssuesOfReports(db: Database, courtReportIds: readonly string[]): Promise<IssuedCourtReportRow[]> {
  return db
    .select()
    .from(issuedCourtReport)
    .where(inArray(issuedCourtReport.courtReportId, [...courtReportIds]))
    .orderBy(asc(issuedCourtReport.issueNumber))
}

export async function findIssue(db: Database, id: string): Promise<IssuedCourtReportRow | null> {
  const [row] = await db.select().from(issuedCourtReport).where(eq(issuedCourtReport.id, id))
  return row ?? null
}

/** What was issued to an organisation, the latest hearing first. */
export async function findIssuesTo(db: Database, organisation: string, { limit, after }: Page): Promise<IssuedCourtReportRow[]> {
  const [day, id] = after ?? []
  return db
    .select()
    .from(issuedCourtReport)
    .where(
      and(
        eq(issuedCourtReport.recipientOrganisation, organisation),
        day && id ? sql`(${issuedCourtReport.hearingOn}, ${issuedCourtReport.id}) < (${day}::date, ${id}::uuid)` : undefined
      )
    )
    .orderBy(desc(issuedCourtReport.hearingOn), desc(issuedCourtReport.id))
    .limit(limit + 1)
}

export async function insertIssue(tx: Database, row: IssuedCourtReportRow): Promise<void> {
  await tx.insert(issuedCourtReport).values(row)
}
