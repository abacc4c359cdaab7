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

/**
 * Operations that released a record of each of some persons, given by all their record ids, or one that was linked to such a record at that
 * time; newest first, from after the given place on, one more of each than the page holds. `place` is that of the person.
 */
export async function findOperationsOfPersons(
  db: Database,
  persons: readonly (readonly string[])[],
  { limit, after }: Page
): Promise<{ place: number; operation: OperationRow }[]> {
  const [at, id] = after ?? []
  const isLater = at && id ? sql`(at, id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`
  const found = sql`(select asked.place::int - 1 as place, one.id from jsonb_array_elements(${JSON.stringify(persons)}::jsonb) with ordinality asked(records, place)
    cross join lateral (select array(select jsonb_array_elements_text(asked.records))::uuid[] as ids) of_person
    cross join lateral (
      select at, id from (
        select log.at, log.id from ${operation} log where log.record_ids && of_person.ids
        union select log.at, log.id from ${wrongLink} wrong join ${operation} log
          on wrong.record_id = any(log.record_ids) and log.at between wrong.linked_at and wrong.parted_at where wrong.companion_ids && of_person.ids
        union select log.at, log.id from ${wrongLink} wrong join ${operation} log
          on log.record_ids && wrong.companion_ids and log.at between wrong.linked_at and wrong.parted_at where wrong.record_id = any(of_person.ids)
      ) any_of where ${isLater} order by at desc, id desc limit ${limit + 1}) one)`
  return db
    .select({ place: sql<number>`found.place`, operation })
    .from(operation)
    .innerJoin(sql`${found} as found`, sql`found.id = ${operation.id}`)
    .orderBy(desc(operation.at), desc(operation.id))
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
