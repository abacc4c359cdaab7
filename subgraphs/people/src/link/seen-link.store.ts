import { and, desc, getTableColumns, inArray, isNull, not, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import type { AccessLevel } from '@throughcare/kit/room-tables'
import { seenAlone } from '../../db/tables/access.ts'
import { link, recordAccess } from '../../db/tables.ts'
import type { LinkRow } from './link.store.ts'

/**
 * Links as the caller may see them: the true ones, and in the place of those that row-level security keeps from whoever wrote a record down
 * while shut out of its person, what they are shown of it. The linker asks for the true ones.
 */
export function linksSeen(db: Database) {
  const { subject: _subject, until: _until, notBefore: _notBefore, ...columns } = getTableColumns(seenAlone)
  return db.select().from(link).unionAll(db.select(columns).from(seenAlone)).as('link_seen')
}

/** Every link that these records have had, newest first; one that ended is not told to whoever is shut out of the person it was to. */
export async function findLinksSeen(db: Database, recordIds: readonly string[]): Promise<LinkRow[]> {
  const seen = linksSeen(db)
  return db
    .select()
    .from(seen)
    .where(and(inArray(seen.recordId, [...recordIds]), or(isNull(seen.unlinkedAt), not(isShutOutOf(seen.personId)))))
    .orderBy(desc(seen.linkedAt), desc(seen.id))
}

/** Whether the caller is barred by name from a record that is a person's now, or not among those to whom it is restricted. */
function isShutOutOf(personId: SQLWrapper): SQL {
  const ofCaller = sql`audience = 'subject:' || current_setting('app.subject', true)`
  const has = (level: AccessLevel, whose: SQL) => sql`exists (select from ${recordAccess} where record_id = theirs.record_id and level = ${level} and ${whose})`
  return sql`exists (select from ${link} theirs where theirs.person_id = ${personId} and theirs.unlinked_at is null and (
    (${has('barred', ofCaller)} and not ${has('lifted', ofCaller)}) or (${has('restricted', sql`audience = 'everyone'`)} and not ${has('named', ofCaller)})))`
}

/** Who is linked now to whom the given records belong, without opening any record. */
export async function findPersonsSeen(db: Database, recordIds: readonly string[]): Promise<Map<string, string>> {
  if (recordIds.length === 0) return new Map()
  const seen = linksSeen(db)
  const rows = await db
    .select({ recordId: seen.recordId, personId: seen.personId })
    .from(seen)
    .where(and(isAnyOf(seen.recordId, recordIds), isNull(seen.unlinkedAt)))
  return new Map(rows.map((row) => [row.recordId, row.personId]))
}

/** The records that are linked to the same persons as these, these included. */
export async function findCompanionsSeen(db: Database, recordIds: readonly string[]): Promise<{ recordId: string; personId: string }[]> {
  const [seen, ofThese] = [linksSeen(db), linksSeen(db)]
  const persons = db
    .select({ id: ofThese.personId })
    .from(ofThese)
    .where(and(isAnyOf(ofThese.recordId, recordIds), isNull(ofThese.unlinkedAt)))
  return db
    .select({ recordId: seen.recordId, personId: seen.personId })
    .from(seen)
    .where(and(inArray(seen.personId, persons), isNull(seen.unlinkedAt)))
}
