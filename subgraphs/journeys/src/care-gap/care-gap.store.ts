import { and, asc, eq, sql } from 'drizzle-orm'
import type { AccessRow } from '@throughcare/kit/access'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { death, event, recordAccess, span } from '../../db/tables.ts'
import { asCorrected, stands } from '../event/event.store.ts'

export type StepOrAccess = {
  event: typeof event.$inferSelect | null
  span: typeof span.$inferSelect | null
  /** The day on which the person died, where that is known. */
  diedOn: string | null
  access: AccessRow | null
}

/** Every readable event of the records with its span, oldest first, and in the same statement what the caller is told about the records. */
export async function findSteps(db: Database, recordIds: readonly string[]): Promise<StepOrAccess[]> {
  const steps = db.$with('steps').as(
    db
      .select(asCorrected())
      .from(event)
      .where(and(isAnyOf(event.recordId, recordIds), stands()))
  )
  const access = db
    .$with('access')
    .as(
      db
        .select({ recordId: recordAccess.recordId, level: recordAccess.level, reason: recordAccess.reason, service: recordAccess.service })
        .from(recordAccess)
        .where(isAnyOf(recordAccess.recordId, recordIds))
    )
  const rows = await db
    .with(steps, access)
    .select()
    .from(access)
    .fullJoin(steps, sql`false`)
    .leftJoin(span, and(eq(span.detailType, steps.detailType), eq(span.detailId, steps.detailId)))
    .leftJoin(death, eq(death.recordId, steps.recordId))
    .orderBy(asc(steps.occurredAt), asc(steps.id))
  return rows.map((row) => ({ event: row.steps, span: row.span, diedOn: row.death?.diedOn ?? null, access: row.access }))
}
