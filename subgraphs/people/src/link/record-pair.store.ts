import { and, eq, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { linkDecision, recordPair } from '../../db/tables.ts'

export type RecordPairRow = typeof recordPair.$inferSelect
export type NewRecordPair = typeof recordPair.$inferInsert & { id: string; recordId: string; otherRecordId: string }

/** Every pair that one of these records is in. */
export async function findPairsOf(tx: Database, recordIds: readonly string[]): Promise<RecordPairRow[]> {
  if (recordIds.length === 0) return []
  const ofFirst = tx.select().from(recordPair).where(isAnyOf(recordPair.recordId, recordIds))
  return ofFirst.union(tx.select().from(recordPair).where(isAnyOf(recordPair.otherRecordId, recordIds)))
}

/** Whether two records were weighed against each other, as far as the caller may know of it. */
export async function isWeighed(db: Database, { recordId, otherRecordId }: Pick<RecordPairRow, 'recordId' | 'otherRecordId'>): Promise<boolean> {
  const [pair] = await db
    .select({ id: recordPair.id })
    .from(recordPair)
    .where(and(eq(recordPair.recordId, recordId), eq(recordPair.otherRecordId, otherRecordId)))
  return pair !== undefined
}

/** The records that hang together with these, themselves included: by pairs that weigh, or once weighed, so much, or by what humans decided. */
export async function findTangle(tx: Database, recordIds: readonly string[], least: number): Promise<string[]> {
  const rows = (await tx.execute(sql`
    with recursive tangle as (
      select unnest(${`{${recordIds.join()}}`}::uuid[]) as id
      union
      select beside.id from tangle cross join lateral (
        select other_record_id as id from ${recordPair} where record_id = tangle.id and peak >= ${least}
        union all select record_id from ${recordPair} where other_record_id = tangle.id and peak >= ${least}
        union all select other_record_id from ${linkDecision} where record_id = tangle.id and superseded_at is null
        union all select record_id from ${linkDecision} where other_record_id = tangle.id and superseded_at is null
      ) as beside
    )
    select id from tangle`)) as unknown as { id: string }[]
  return rows.map(({ id }) => id)
}

/** Writes pairs with their weight of today; the most they ever weighed is kept. */
export async function putPairs(tx: Database, pairs: NewRecordPair[]): Promise<void> {
  await insertMany(
    tx,
    recordPair,
    pairs,
    sql`on conflict (record_id, other_record_id) do update set weight = excluded.weight, evidence = excluded.evidence,
      peak = greatest(record_pair.peak, excluded.weight), model_version = excluded.model_version`
  )
}

/** Puts pairs before a human, or takes them off the list. */
export async function putReviewReasons(tx: Database, changes: readonly { id: string; reviewReason: RecordPairRow['reviewReason'] }[], at: Date): Promise<void> {
  await updateMany(
    tx,
    recordPair,
    changes.map((change) => ({ ...change, openedAt: at }))
  )
}
