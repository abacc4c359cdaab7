import { sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { knownNeed } from '../../db/tables.ts'

/** The codes of the need taxonomy, as far as the room has heard of them; there are sixteen. */
export async function findKnownNeeds(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.select().from(knownNeed)
  return new Set(rows.map(({ code }) => code))
}

export async function insertKnownNeeds(tx: Database, codes: readonly string[]): Promise<void> {
  await insertMany(
    tx,
    knownNeed,
    codes.map((code) => ({ code })),
    sql`on conflict (code) do nothing`
  )
}
