import { sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { death } from '../../db/tables.ts'

export type NewDeath = typeof death.$inferInsert & { version: number }

/** The newest word on each record stands; older news is passed over. */
export async function upsertDeaths(tx: Database, rows: NewDeath[]): Promise<void> {
  await insertMany(
    tx,
    death,
    rows,
    sql`on conflict (record_id) do update set died_on = excluded.died_on, version = excluded.version where ${death.version} < excluded.version`
  )
}
