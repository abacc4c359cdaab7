import { sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { knownPerson } from '../../db/tables.ts'

export type KnownPersonRow = typeof knownPerson.$inferSelect

export async function findKnownPersons(db: Database, recordIds: readonly string[]): Promise<KnownPersonRow[]> {
  return db.select().from(knownPerson).where(isAnyOf(knownPerson.recordId, recordIds))
}

/** Older news of a record than what stands is passed over. */
export async function upsertKnownPersons(tx: Database, rows: Omit<KnownPersonRow, 'retentionClass'>[]): Promise<void> {
  const news = sql`on conflict (record_id) do update set birth_date = excluded.birth_date, version = excluded.version where excluded.version > known_person.version`
  await insertMany(tx, knownPerson, rows, news)
}
