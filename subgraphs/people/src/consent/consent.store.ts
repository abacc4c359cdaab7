import { desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { consent } from '../../db/tables.ts'

export type ConsentRow = typeof consent.$inferSelect
export type NewConsent = typeof consent.$inferInsert

export async function findConsents(db: Database, recordIds: readonly string[]): Promise<ConsentRow[]> {
  return db
    .select()
    .from(consent)
    .where(inArray(consent.recordId, [...recordIds]))
    .orderBy(desc(consent.decidedAt))
}

export async function findConsent(db: Database, id: string): Promise<ConsentRow | null> {
  const [row] = await db.select().from(consent).where(eq(consent.id, id))
  return row ?? null
}

export async function insertConsents(tx: Database, rows: NewConsent[]): Promise<ConsentRow[]> {
  return rows.length > 0 ? tx.insert(consent).values(rows).returning() : []
}
