import { asc, sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { continuity } from '../../db/tables/parts.ts'

export type ContinuityRow = typeof continuity.$inferSelect

/** Medicine first. */
export const {
  findOfEpisodes: findContinuityOfEpisodes,
  findEvery: findEveryContinuity,
  update: updateContinuity
} = openParts(continuity, [asc(continuity.kind)])

/** Writes rows down; what an episode had of that kind before is replaced. */
export async function upsertContinuity(tx: Database, rows: ContinuityRow[]): Promise<void> {
  const changing = ['days_in_hand', 'continues_on', 'continues_by', 'recorded_at', 'recorded_by'].map((name) => `${name} = excluded.${name}`)
  await insertMany(
    tx,
    continuity,
    rows,
    sql`on conflict (episode_id, kind, coalesce(withdrawn_at, '-infinity'::timestamptz)) do update set ${sql.raw(changing.join(', '))}, version = ${continuity.version} + 1`
  )
}
