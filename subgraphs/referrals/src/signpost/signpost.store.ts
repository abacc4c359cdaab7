import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { openRows } from '@throughcare/kit/rows'
import { recordAccess, signpost } from '../../db/tables.ts'
import type { Asked } from '../of-person.loader.ts'

export type SignpostRow = typeof signpost.$inferSelect

export const {
  findMany: findSignposts,
  findOne: findSignpost,
  findForChange: findSignpostForChange,
  insert: insertSignposts,
  updateNext: updateSignpost
} = openRows(signpost)

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
