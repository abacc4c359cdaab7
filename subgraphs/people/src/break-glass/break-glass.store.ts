import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { breakGlass } from '../../db/tables/access.ts'

export type BreakGlassRow = typeof breakGlass.$inferSelect
export type NewBreakGlass = typeof breakGlass.$inferInsert

export async function findBreakGlass(db: Database, id: string): Promise<BreakGlassRow | null> {
  const [row] = await db.select().from(breakGlass).where(eq(breakGlass.id, id))
  return row ?? null
}

const oldestFirst = orderedBy(breakGlass.recordedAt, breakGlass.id)

/** What waits for a review that the caller may give, oldest first, from after the given place on; one more than the page holds. */
export async function findUnreviewed(db: Database, { limit, after }: Page): Promise<BreakGlassRow[]> {
  return db
    .select()
    .from(breakGlass)
    .where(and(isNull(breakGlass.reviewedAt), oldestFirst.beyond(after)))
    .orderBy(...oldestFirst.by)
    .limit(limit + 1)
}

export async function insertBreakGlass(tx: Database, row: NewBreakGlass): Promise<void> {
  await tx.insert(breakGlass).values(row)
}

export async function writeReview(
  tx: Database,
  { id, version }: BreakGlassRow,
  review: Pick<BreakGlassRow, 'reviewedAt' | 'reviewedBy' | 'outcome' | 'finding' | 'until'>
): Promise<void> {
  await tx
    .update(breakGlass)
    .set({ ...review, version: version + 1 })
    .where(eq(breakGlass.id, id))
}
