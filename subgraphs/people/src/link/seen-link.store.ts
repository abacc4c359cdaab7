import { and, eq, getTableColumns, isNull } from 'drizzle-orm'
import { shutIn } from '@throughcare/kit/access'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { seenAlone } from '../../db/tables/access.ts'
import { link, recordAccess } from '../../db/tables.ts'
import { findLinks, type LinkRow, type Links } from './link.store.ts'

/**
 * Links as the caller may see them: the true ones, and in the place of those that row-level security keeps from whoever wrote a record down
 * while shut out of its person, what they are shown of it. The linker asks for the true ones.
 */
export function linksSeen(db: Database): Links {
  const {
    subject: _subject,
    until: _until,
    notBefore: _notBefore,
    positions: _positions,
    diedOn: _diedOn,
    deathSource: _source,
    ...columns
  } = getTableColumns(seenAlone)
  return db.select().from(link).unionAll(db.select(columns).from(seenAlone)).as('link_read')
}

/** Every link that these records have had, newest first; one that ended is not told to whoever is shut out of the person it was to. */
export async function findLinksTold(db: Database, recordIds: readonly string[]): Promise<LinkRow[]> {
  const links = await findLinks(db, recordIds, linksSeen)
  const ended = links.flatMap(({ personId, unlinkedAt }) => (unlinkedAt === null ? [] : [personId]))
  const shut = await findShut(db, [...new Set(ended)])
  return links.filter(({ personId, unlinkedAt }) => unlinkedAt === null || !shut.has(personId))
}

/** Those among some persons of whom a record is one from which the caller is shut out. */
async function findShut(db: Database, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const told = await db
    .select({ personId: link.personId, recordId: link.recordId, level: recordAccess.level })
    .from(link)
    .innerJoin(recordAccess, eq(recordAccess.recordId, link.recordId))
    .where(and(isAnyOf(link.personId, personIds), isNull(link.unlinkedAt)))
  const shut = shutIn(told)
  return new Set(told.filter(({ recordId }) => shut.has(recordId)).map(({ personId }) => personId))
}
