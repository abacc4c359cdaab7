import { eq, inArray, isNull } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { organisation } from '../../db/tables.ts'
import { excluded } from '../excluded.ts'

export type OrganisationRow = typeof organisation.$inferSelect

export async function findOrganisations(db: Database, ids: readonly string[]): Promise<OrganisationRow[]> {
  return db
    .select()
    .from(organisation)
    .where(inArray(organisation.id, [...ids]))
}

/** Writes organisations of one origin: the reference data (feed null), or one feed. What another origin wrote stays as it is. */
export async function upsertOrganisations(tx: Database, feed: string | null, rows: OrganisationRow[]): Promise<void> {
  if (rows.length === 0) return
  const set = excluded(organisation, ['name', 'kind', 'url', 'source', 'asAt'])
  const setWhere = feed === null ? isNull(organisation.feed) : eq(organisation.feed, feed)
  await tx.insert(organisation).values(rows).onConflictDoUpdate({ target: organisation.id, set, setWhere })
}
