import { asc, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { event, span } from '../../db/tables.ts'

export type SpanRow = typeof span.$inferSelect

/** Every event about the given details, in the order of time. */
export async function findCourses(tx: Database, detailIds: readonly string[]): Promise<(typeof event.$inferSelect)[]> {
  return tx.select().from(event).where(isAnyOf(event.detailId, detailIds)).orderBy(asc(event.occurredAt), asc(event.id))
}

/** Writes spans as they are now; one that stood before is replaced. */
export async function replaceSpans(tx: Database, rows: SpanRow[]): Promise<void> {
  const changing = ['version', 'record_id', 'started_at', 'ended_at', 'end_reason'].map((name) => `${name} = excluded.${name}`)
  await insertMany(tx, span, rows, sql`on conflict (detail_type, detail_id) do update set ${sql.raw(changing.join(', '))}`)
}
