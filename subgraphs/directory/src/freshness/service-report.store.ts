import { and, asc, eq, isNull } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { serviceReport } from '../../db/tables/freshness.ts'

export type ServiceReportRow = typeof serviceReport.$inferSelect

export async function findReport(db: Database, id: string): Promise<ServiceReportRow | null> {
  const [row] = await db.select().from(serviceReport).where(eq(serviceReport.id, id))
  return row ?? null
}

/** Problems that stand of some services, oldest first; row-level security keeps them for staff. */
export async function findStandingReports(db: Database, serviceIds: readonly string[]): Promise<ServiceReportRow[]> {
  return db
    .select()
    .from(serviceReport)
    .where(and(isAnyOf(serviceReport.serviceId, serviceIds), isNull(serviceReport.settledAt)))
    .orderBy(asc(serviceReport.reportedAt), asc(serviceReport.id))
}

export async function insertReport(tx: Database, row: ServiceReportRow): Promise<void> {
  await tx.insert(serviceReport).values(row)
}

/** What was reported is settled: somebody has checked the entry since. */
export async function settleReports(tx: Database, serviceId: string, { at, by }: { at: Date; by: string }): Promise<void> {
  await tx
    .update(serviceReport)
    .set({ settledAt: at, settledBy: by })
    .where(and(eq(serviceReport.serviceId, serviceId), isNull(serviceReport.settledAt)))
}
