import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { limitOverride } from '../../db/tables/access.ts'

export type LimitOverrideRow = typeof limitOverride.$inferSelect
export type NewLimitOverride = typeof limitOverride.$inferInsert

export async function findLimitOverride(db: Database, id: string): Promise<LimitOverrideRow | null> {
  const [row] = await db.select().from(limitOverride).where(eq(limitOverride.id, id))
  return row ?? null
}

const oldestFirst = orderedBy(limitOverride.recordedAt, limitOverride.id)

/** What waits for a decision that the caller may give, oldest first, from after the given place on; one more than the page holds. */
export async function findUndecided(db: Database, asker: string, { limit, after }: Page): Promise<LimitOverrideRow[]> {
  return db
    .select()
    .from(limitOverride)
    .where(and(isNull(limitOverride.decidedAt), ne(limitOverride.recordedBy, asker), oldestFirst.beyond(after)))
    .orderBy(...oldestFirst.by)
    .limit(limit + 1)
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
