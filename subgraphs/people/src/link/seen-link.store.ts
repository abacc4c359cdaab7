import { and, desc, inArray, isNull, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { seenAlone } from '../../db/tables/access.ts'
import { link } from '../../db/tables.ts'
import type { LinkRow } from './link.store.ts'

/**
 * Links as the caller may see them: the true ones, and in the place of those that row-level security keeps from whoever wrote a record down
 * while shut out of its person, what they are shown of it. The linker asks for the true ones.
 */
export function linksSeen(db: Database) {
  const { linkId: id, recordId, personId, decidedBy, decisionId, weight, evidence, modelVersion, linkedAt, linkedBy, organisation, retentionClass } = seenAlone
  const shown = db
    .select({
      ...{ id, recordId, personId, decidedBy, decisionId, weight, evidence, modelVersion, linkedAt, linkedBy },
      unlinkedAt: sql<Date | null>`null::timestamptz`.as('unlinked_at'),
      unlinkedBy: sql<string | null>`null::text`.as('unlinked_by'),
      ...{ organisation, retentionClass }
    })
    .from(seenAlone)
  return db.select().from(link).unionAll(shown).as('link_seen')
}

/** Every link that these records have had, newest first. */
export async function findLinksSeen(db: Database, recordIds: readonly string[]): Promise<LinkRow[]> {
  const seen = linksSeen(db)
  return db
    .select()
    .from(seen)
    .where(inArray(seen.recordId, [...recordIds]))
    .orderBy(desc(seen.linkedAt), desc(seen.id))
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
