import { count, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { awaitingLink } from '../../db/tables.ts'

/** A record that waits, and by what those like it lie near each other. */
export type Awaiting = { recordId: string; near: bigint }

export async function noteAwaiting(
  tx: Database,
  records: readonly { recordId: string; birthDate: string }[],
  origin: { organisation: string; retentionClass: string }
): Promise<void> {
  if (records.length === 0) return
  const [ids, days] = [records.map(({ recordId }) => recordId), records.map(({ birthDate }) => birthDate)]
  await tx.execute(sql`insert into ${awaitingLink} (record_id, near, organisation, retention_class)
    select record_id, hashtextextended(born_on, 0), ${origin.organisation}, ${origin.retentionClass}
    from unnest(${`{${ids.join()}}`}::uuid[], ${`{${days.join()}}`}::text[]) as given(record_id, born_on) on conflict do nothing`)
}

export async function countAwaiting(tx: Database): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(awaitingLink)
  return row?.total ?? 0
}

/** The next records that wait, those of one birthday together; from the first, where `after` is undefined. */
export async function findAwaiting(tx: Database, after: Awaiting | undefined, most: number): Promise<Awaiting[]> {
  const { recordId, near } = awaitingLink
  return tx
    .select({ recordId, near })
    .from(awaitingLink)
    .where(after && sql`(${near}, ${recordId}) > (${after.near}, ${after.recordId}::uuid)`)
    .orderBy(near, recordId)
    .limit(most)
}

/** Takes records off the list; answers those that nobody else has taken. */
export async function takeAwaiting(tx: Database, recordIds: readonly string[]): Promise<string[]> {
  const rows = await tx.delete(awaitingLink).where(isAnyOf(awaitingLink.recordId, recordIds)).returning({ id: awaitingLink.recordId })
  return rows.map((row) => row.id)
}
