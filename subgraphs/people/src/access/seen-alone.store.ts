import { sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { seenAlone } from '../../db/tables/access.ts'

export type SeenAloneRow = typeof seenAlone.$inferSelect

/** Writes how records stand to whoever sees them alone; of a link that stood, when it ended, how long it is shown and what is told. With the linker's view. */
export async function putSeenAlone(tx: Database, rows: SeenAloneRow[]): Promise<void> {
  await insertMany(
    tx,
    seenAlone,
    rows,
    sql`on conflict (id) do update set until = excluded.until, not_before = excluded.not_before, unlinked_at = excluded.unlinked_at,
      unlinked_by = excluded.unlinked_by, positions = excluded.positions, died_on = excluded.died_on, death_source = excluded.death_source`
  )
}

/** Nobody sees these records alone any more; with the linker's view. */
export async function deleteSeenAlone(tx: Database, recordIds: readonly string[]): Promise<void> {
  await tx.delete(seenAlone).where(isAnyOf(seenAlone.recordId, recordIds))
}
