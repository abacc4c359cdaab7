import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { breakGlass } from '../../db/tables/access.ts'

export type BreakGlassRow = typeof breakGlass.$inferSelect
export type NewBreakGlass = typeof breakGlass.$inferInsert

export async function findBreakGlass(db: Database, id: string): Promise<BreakGlassRow | null> {
  const [row] = await db.select().from(breakGlass).where(eq(breakGlass.id, id))
  return row ?? null
}

/** What waits for a review that the caller may give, oldest first, from after the given place on. */
export async function findUnreviewed(db: Database, { limit, after }: { limit: number; after: string[] | null }): Promise<BreakGlassRow[]> {
  const [afterTime, afterId] = after ?? []
  return db
    .select()
    .from(breakGlass)
    .where(
      and(
        isNull(breakGlass.reviewedAt),
        afterTime && afterId ? sql`(${breakGlass.recordedAt}, ${breakGlass.id}) > (${afterTime}::timestamptz, ${afterId}::uuid)` : undefined
      )
    )
    .orderBy(asc(breakGlass.recordedAt), asc(breakGlass.id))
    .limit(limit)
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
