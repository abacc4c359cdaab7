import { and, between, desc, eq, exists, getTableColumns, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { changeEvent, operation, released, wrongLink } from '../../db/tables.ts'

export type OperationRow = typeof operation.$inferSelect
export type NewOperation = typeof operation.$inferInsert
export type ChangeEventRow = typeof changeEvent.$inferSelect

/**
 * Adds the row, and with it in one statement which records were released, one row a record. A row of the same request that stands already is
 * left as it is, and nothing is added to it.
 */
export async function insertOperation(tx: Database, row: NewOperation): Promise<void> {
  const added = tx.$with('added').as(
    tx.insert(operation).values(row).onConflictDoNothing().returning({
      recordIds: operation.recordIds,
      at: operation.at,
      id: operation.id,
      organisation: operation.organisation,
      retentionClass: operation.retentionClass
    })
  )
  await tx
    .with(added)
    .insert(released)
    .select((query) =>
      query
        .selectDistinct({
          recordId: sql`unnest(${added.recordIds})`.as('record_id'),
          at: added.at,
          operationId: sql`${added.id}`.as('operation_id'),
          organisation: added.organisation,
          retentionClass: added.retentionClass
        })
        .from(added)
    )
}

const newestFirst = orderedBy(released.at, released.operationId, 'downwards')

/** Operations that released a record, newest first, from after the given place on; one more than the page holds. */
export async function findOperations(db: Database, recordId: string, { limit, after }: Page): Promise<OperationRow[]> {
  const page = db
    .select({ at: released.at, operationId: released.operationId })
    .from(released)
    .where(and(eq(released.recordId, recordId), newestFirst.beyond(after)))
    .orderBy(...newestFirst.by)
    .limit(limit + 1)
    .as('page')
  return db
    .select(getTableColumns(operation))
    .from(page)
    .innerJoin(operation, eq(operation.id, page.operationId))
    .orderBy(desc(page.at), desc(page.operationId))
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
  const isBeyond = newestFirst.beyond(after) ?? sql`true`
  const meanwhile = sql`${released.at} between wrong.linked_at and wrong.parted_at`
  const found = sql`(select asked.place::int - 1 as place, one.id from jsonb_array_elements(${JSON.stringify(persons)}::jsonb) with ordinality asked(records, place)
    cross join lateral (select array(select jsonb_array_elements_text(asked.records))::uuid[] as ids) of_person
    cross join lateral (
      select at, id from (
        select at, operation_id as id from ${released} where record_id = any(of_person.ids) and ${isBeyond}
        union select at, operation_id from ${wrongLink} wrong join ${released} on ${released.recordId} = wrong.record_id and ${meanwhile}
          where wrong.companion_id = any(of_person.ids) and ${isBeyond}
        union select at, operation_id from ${wrongLink} wrong join ${released} on ${released.recordId} = wrong.companion_id and ${meanwhile}
          where wrong.record_id = any(of_person.ids) and ${isBeyond}
      ) any_of order by at desc, id desc limit ${limit + 1}) one)`
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
  await insertMany(tx, changeEvent, rows, sql`on conflict do nothing`)
}

/** Operations that released a record together with one it was later parted from, while the two were linked; newest first, one more than the page holds. */
export async function findOperationsOfWrongLinks(db: Database, recordId: string, { limit, after }: Page): Promise<OperationRow[]> {
  const companion = alias(released, 'companion')
  const sawBoth = db
    .select({ one: sql`1` })
    .from(wrongLink)
    .innerJoin(companion, eq(companion.recordId, wrongLink.companionId))
    .where(
      and(
        eq(wrongLink.recordId, recordId),
        between(released.at, wrongLink.linkedAt, wrongLink.partedAt),
        eq(companion.at, released.at),
        eq(companion.operationId, released.operationId)
      )
    )
  return db
    .select(getTableColumns(operation))
    .from(released)
    .innerJoin(operation, eq(operation.id, released.operationId))
    .where(and(eq(released.recordId, recordId), exists(sawBoth), newestFirst.beyond(after)))
    .orderBy(...newestFirst.by)
    .limit(limit + 1)
}

export async function insertWrongLinks(tx: Database, rows: (typeof wrongLink.$inferInsert)[]): Promise<void> {
  await insertMany(tx, wrongLink, rows, sql`on conflict do nothing`)
}
