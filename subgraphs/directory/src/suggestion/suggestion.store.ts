import { and, asc, eq } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { serviceSuggestion } from '../../db/tables/freshness.ts'

export type SuggestionRow = typeof serviceSuggestion.$inferSelect

export async function findSuggestion(db: Database, id: string): Promise<SuggestionRow | null> {
  const [row] = await db.select().from(serviceSuggestion).where(eq(serviceSuggestion.id, id))
  return row ?? null
}

/** The suggestion as it stands, locked until the transaction ends. */
export async function findSuggestionForChange(tx: Database, id: string): Promise<SuggestionRow | null> {
  const [row] = await tx.select().from(serviceSuggestion).where(eq(serviceSuggestion.id, id)).for('update')
  return row ?? null
}

/** Suggestions that nobody has decided on yet, oldest first; row-level security keeps them for staff. */
export async function findPendingSuggestions(db: Database, serviceIds: readonly string[]): Promise<SuggestionRow[]> {
  return db
    .select()
    .from(serviceSuggestion)
    .where(and(isAnyOf(serviceSuggestion.serviceId, serviceIds), eq(serviceSuggestion.state, 'PENDING')))
    .orderBy(asc(serviceSuggestion.suggestedAt), asc(serviceSuggestion.id))
}

export async function insertSuggestion(tx: Database, row: SuggestionRow): Promise<void> {
  await tx.insert(serviceSuggestion).values(row)
}

export async function writeDecision(tx: Database, { id, version, state, decidedAt, decidedBy, reason }: SuggestionRow): Promise<void> {
  await tx.update(serviceSuggestion).set({ version, state, decidedAt, decidedBy, reason }).where(eq(serviceSuggestion.id, id))
}
