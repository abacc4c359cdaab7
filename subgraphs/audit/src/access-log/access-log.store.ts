import { and, arrayContains, arrayOverlaps, desc, eq, exists, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { changeEvent, operation, wrongLink } from '../../db/tables.ts'

export type OperationRow = typeof operation.$inferSelect
export type NewOperation = typeof operation.$inferInsert
export type ChangeEventRow = typeof changeEvent.$inferSelect

/** Adds the row. A row of the same request that stands already is left as it is. */
export async function insertOperation(tx: Database, row: NewOperation): Promise<void> {
  await tx.insert(operation).values(row).onConflictDoNothing()
}

/** Operations that released a record, newest first, from after the given place on; one more than the page holds. */
export async function findOperations(db: Database, recordId: string, { limit, after }: Page): Promise<OperationRow[]> {
  const [at, id] = after ?? []
  return db
    .select()
    .from(operation)
    .where(
      and(arrayContains(operation.recordIds, [recordId]), at && id ? sql`(${operation.at}, ${operation.id}) < (${at}::timestamptz, ${id}::uuid)` : undefined)
    )
    .orderBy(desc(operation.at), desc(operation.id))
    .limit(limit + 1)
}

export async function findChanges(db: Database, recordId: string): Promise<ChangeEventRow[]> {
  return db.select().from(changeEvent).where(eq(changeEvent.recordId, recordId)).orderBy(desc(changeEvent.recordedAt)).limit(100)
}

export async function insertChanges(tx: Database, rows: (typeof changeEvent.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(changeEvent).values(rows).onConflictDoNothing()
}

/** Operations that released a record together with one it was later parted from, while the two were linked; newest first, one more than the page holds. */
export async function findOperationsOfWrongLinks(db: Database, recordId: string, { limit, after }: Page): Promise<OperationRow[]> {
  const [at, id] = after ?? []
  const wrong = db
    .select({ one: sql`1` })
    .from(wrongLink)
    .where(
      and(
        eq(wrongLink.recordId, recordId),
        arrayOverlaps(operation.recordIds, wrongLink.companionIds),
        sql`${operation.at} between ${wrongLink.linkedAt} and ${wrongLink.partedAt}`
      )
    )
  return db
    .select()
    .from(operation)
    .where(
      and(
        arrayContains(operation.recordIds, [recordId]),
        exists(wrong),
        at && id ? sql`(${operation.at}, ${operation.id}) < (${at}::timestamptz, ${id}::uuid)` : undefined
      )
    )
    .orderBy(desc(operation.at), desc(operation.id))
    .limit(limit + 1)
}

export async function insertWrongLinks(tx: Database, rows: (typeof wrongLink.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(wrongLink).values(rows).onConflictDoNothing()
}
