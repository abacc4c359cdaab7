import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { limitOverride } from '../../db/tables/access.ts'

export type LimitOverrideRow = typeof limitOverride.$inferSelect
export type NewLimitOverride = typeof limitOverride.$inferInsert

export async function findLimitOverride(db: Database, id: string): Promise<LimitOverrideRow | null> {
  const [row] = await db.select().from(limitOverride).where(eq(limitOverride.id, id))
  return row ?? null
}

/** What waits for a decision that the caller may give, oldest first, from after the given place on. */
export async function findUndecided(
  db: Database,
  { asker, limit, after }: { asker: string; limit: number; after: string[] | null }
): Promise<LimitOverrideRow[]> {
  const [afterTime, afterId] = after ?? []
  return db
    .select()
    .from(limitOverride)
    .where(
      and(
        isNull(limitOverride.decidedAt),
        sql`${limitOverride.recordedBy} <> ${asker}`,
        afterTime && afterId ? sql`(${limitOverride.recordedAt}, ${limitOverride.id}) > (${afterTime}::timestamptz, ${afterId}::uuid)` : undefined
      )
    )
    .orderBy(asc(limitOverride.recordedAt), asc(limitOverride.id))
    .limit(limit)
}

export async function insertLimitOverride(tx: Database, row: NewLimitOverride): Promise<void> {
  await tx.insert(limitOverride).values(row)
}

export async function writeDecision(
  tx: Database,
  { id, version }: LimitOverrideRow,
  decision: Pick<LimitOverrideRow, 'outcome' | 'finding' | 'decidedAt' | 'decidedBy' | 'until'>
): Promise<void> {
  await tx
    .update(limitOverride)
    .set({ ...decision, version: version + 1 })
    .where(eq(limitOverride.id, id))
}
