import { and, eq, inArray, isNull } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { identityRecord } from '../../db/tables.ts'
import type { IdentityRecordRow } from '../identity-record/identity-record.store.ts'
import { linksSeen } from '../link/seen-link.store.ts'

/** One row for each record of the persons asked for; `record` is null where the caller may not read it. */
export type LinkedRecord = { personId: string; recordId: string; record: IdentityRecordRow | null }

type Links = ReturnType<typeof linksSeen>

async function findLinked(db: Database, link: Links, condition: ReturnType<typeof inArray>): Promise<LinkedRecord[]> {
  const rows = await db
    .select({ personId: link.personId, recordId: link.recordId, record: identityRecord })
    .from(link)
    .leftJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .where(and(isNull(link.unlinkedAt), condition))
  return rows.map(({ personId, recordId, record }) => ({ personId, recordId, record: record && { ...record, recordId } }))
}

export function findLinkedByPerson(db: Database, personIds: readonly string[]): Promise<LinkedRecord[]> {
  const link = linksSeen(db)
  return findLinked(db, link, isAnyOf(link.personId, personIds))
}

/** Every record of the persons to whom the given records belong. */
export function findLinkedByRecord(db: Database, recordIds: readonly string[]): Promise<LinkedRecord[]> {
  const [link, ofThese] = [linksSeen(db), linksSeen(db)]
  const persons = db
    .select({ id: ofThese.personId })
    .from(ofThese)
    .where(and(isAnyOf(ofThese.recordId, recordIds), isNull(ofThese.unlinkedAt)))
  return findLinked(db, link, inArray(link.personId, persons))
}
