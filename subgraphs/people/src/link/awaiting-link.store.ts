import { count, gt, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { awaitingLink } from '../../db/tables.ts'

export async function noteAwaiting(tx: Database, rows: readonly (typeof awaitingLink.$inferInsert)[]): Promise<void> {
  await insertMany(tx, awaitingLink, rows, sql`on conflict do nothing`)
}

export async function countAwaiting(tx: Database): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(awaitingLink)
  return row?.total ?? 0
}

/** The next records that wait, in the order of their ids; after none, where `after` is empty. */
export async function findAwaiting(tx: Database, after: string, most: number): Promise<string[]> {
  const rows = await tx
    .select({ id: awaitingLink.recordId })
    .from(awaitingLink)
    .where(after ? gt(awaitingLink.recordId, after) : undefined)
    .orderBy(awaitingLink.recordId)
    .limit(most)
  return rows.map((row) => row.id)
}

/** Takes records off the list; answers those that nobody else has taken. */
export async function takeAwaiting(tx: Database, recordIds: readonly string[]): Promise<string[]> {
  const rows = await tx.delete(awaitingLink).where(isAnyOf(awaitingLink.recordId, recordIds)).returning({ id: awaitingLink.recordId })
  return rows.map((row) => row.id)
}
