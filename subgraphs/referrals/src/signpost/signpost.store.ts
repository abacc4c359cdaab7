import { desc, eq, inArray, sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { recordAccess, signpost } from '../../db/tables.ts'
import type { Asked } from '../of-person.loader.ts'

export type SignpostRow = typeof signpost.$inferSelect

export async function findSignposts(db: Database, ids: readonly string[]): Promise<SignpostRow[]> {
  return db
    .select()
    .from(signpost)
    .where(inArray(signpost.id, [...ids]))
}

export async function findSignpost(db: Database, id: string): Promise<SignpostRow | null> {
  const [row] = await findSignposts(db, [id])
  return row ?? null
}

/** The signpost as it stands, locked until the transaction ends. */
export async function findSignpostForChange(tx: Database, id: string): Promise<SignpostRow | null> {
  const [row] = await tx.select().from(signpost).where(eq(signpost.id, id)).for('update')
  return row ?? null
}

/** Signposts of the given records, newest first, with what the caller is told about each record. */
export async function findSignpostsOfRecords(db: Database, recordIds: readonly string[]): Promise<Asked<SignpostRow>[]> {
  return db
    .select({
      recordId: sql<string>`asked.record_id`,
      access: { recordId: recordAccess.recordId, level: recordAccess.level, reason: recordAccess.reason, service: recordAccess.service },
      row: signpost
    })
    .from(sql`unnest(${sql.param([...recordIds])}::uuid[]) as asked(record_id)`)
    .leftJoin(recordAccess, eq(recordAccess.recordId, sql`asked.record_id`))
    .leftJoin(signpost, eq(signpost.recordId, sql`asked.record_id`))
    .orderBy(desc(signpost.toldAt), desc(signpost.id))
}

export async function insertSignposts(tx: Database, rows: SignpostRow[]): Promise<void> {
  await insertMany(tx, signpost, rows)
}

/** Writes what a verb changed, as the next version. */
export async function updateSignpost(tx: Database, id: string, changes: Partial<SignpostRow>): Promise<SignpostRow> {
  const [row] = await tx
    .update(signpost)
    .set({ ...changes, version: sql`${signpost.version} + 1` })
    .where(eq(signpost.id, id))
    .returning()
  if (!row) throw new Error('A signpost that was locked for change is gone.')
  return row
}
