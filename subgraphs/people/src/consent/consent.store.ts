import { desc, eq } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { consentOverride } from '../../db/tables/access.ts'
import { consent } from '../../db/tables.ts'

export type ConsentRow = typeof consent.$inferSelect
export type NewConsent = typeof consent.$inferInsert
export type OverrideRow = typeof consentOverride.$inferSelect
export type NewOverride = typeof consentOverride.$inferInsert

export async function findConsents(db: Database, recordIds: readonly string[]): Promise<ConsentRow[]> {
  return db.select().from(consent).where(isAnyOf(consent.recordId, recordIds)).orderBy(desc(consent.decidedAt))
}

export async function findConsent(db: Database, id: string): Promise<ConsentRow | null> {
  const [row] = await db.select().from(consent).where(eq(consent.id, id))
  return row ?? null
}

/** Which of these decisions are already written down. */
export async function findStandingConsents(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db.select({ id: consent.id }).from(consent).where(isAnyOf(consent.id, ids))
  return new Set(rows.map((row) => row.id))
}

export async function insertConsents(tx: Database, rows: NewConsent[]): Promise<void> {
  await insertMany(tx, consent, rows)
}

export async function findOverrides(db: Database, recordIds: readonly string[]): Promise<OverrideRow[]> {
  return db.select().from(consentOverride).where(isAnyOf(consentOverride.recordId, recordIds)).orderBy(desc(consentOverride.recordedAt))
}

export async function findOverride(db: Database, id: string): Promise<OverrideRow | null> {
  const [row] = await db.select().from(consentOverride).where(eq(consentOverride.id, id))
  return row ?? null
}

export async function insertOverride(tx: Database, row: NewOverride): Promise<void> {
  await tx.insert(consentOverride).values(row)
}

/** Ends an override that stands. Nothing is written where the caller may not, or where it has ended. */
export async function endStandingOverride(tx: Database, { id, version }: OverrideRow, ended: { endedAt: Date; endedBy: string }): Promise<void> {
  await tx
    .update(consentOverride)
    .set({ ...ended, version: version + 1 })
    .where(eq(consentOverride.id, id))
}
