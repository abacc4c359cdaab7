import { desc, eq } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { death } from '../../db/tables/access.ts'

export type DeathRow = typeof death.$inferSelect
export type NewDeath = typeof death.$inferInsert

export async function findDeath(db: Database, id: string): Promise<DeathRow | null> {
  const [row] = await db.select().from(death).where(eq(death.id, id))
  return row ?? null
}

/** What was written down of the deaths of the persons of some records, newest first. */
export async function findDeaths(db: Database, recordIds: readonly string[]): Promise<DeathRow[]> {
  return db.select().from(death).where(isAnyOf(death.recordId, recordIds)).orderBy(desc(death.recordedAt))
}

export async function insertDeath(tx: Database, row: NewDeath): Promise<DeathRow> {
  const [written] = await tx.insert(death).values(row).returning()
  if (!written) throw new Error('A death was not written.')
  return written
}
