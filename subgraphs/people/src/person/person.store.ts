import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { identityRecord, link } from '../../db/tables.ts'
import type { IdentityRecordRow } from '../identity-record/identity-record.store.ts'

/** One row for each record of the persons asked for; `record` is null where the caller may not read it. */
export type LinkedRecord = { personId: string; recordId: string; record: IdentityRecordRow | null }

async function findLinked(db: Database, condition: SQL): Promise<LinkedRecord[]> {
  const rows = await db
    .select({ personId: link.personId, recordId: link.recordId, record: identityRecord })
    .from(link)
    .leftJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .where(and(isNull(link.unlinkedAt), condition))
  return rows.map(({ personId, recordId, record }) => ({ personId, recordId, record: record && { ...record, recordId } }))
}

export function findLinkedByPerson(db: Database, personIds: readonly string[]): Promise<LinkedRecord[]> {
  return findLinked(db, inArray(link.personId, [...personIds]))
}

/** Every record of the persons to whom the given records belong. */
export function findLinkedByRecord(db: Database, recordIds: readonly string[]): Promise<LinkedRecord[]> {
  const persons = db
    .select({ id: link.personId })
    .from(link)
    .where(and(inArray(link.recordId, [...recordIds]), isNull(link.unlinkedAt)))
  return findLinked(db, inArray(link.personId, persons))
}
