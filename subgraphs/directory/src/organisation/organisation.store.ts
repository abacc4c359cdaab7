import { eq, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { organisation } from '../../db/tables.ts'
import { onConflictTake } from '../excluded.ts'

export type OrganisationRow = Omit<typeof organisation.$inferSelect, 'charityNumber' | 'companyNumber'>

export async function findOrganisations(db: Database, ids: readonly string[]): Promise<OrganisationRow[]> {
  return db.select().from(organisation).where(isAnyOf(organisation.id, ids))
}

/** Writes organisations of one origin: the reference data (feed null), or one feed. What another origin wrote stays as it is. */
export async function upsertOrganisations(tx: Database, feed: string | null, rows: readonly (typeof organisation.$inferSelect)[]): Promise<void> {
  const said = ['name', 'kind', 'description', 'url', 'email', 'identifiers', 'charityNumber', 'companyNumber', 'source', 'asAt'] as const
  const theirs = onConflictTake(organisation, { key: 'id', fields: said })
  await insertMany(tx, organisation, rows, sql`${theirs} where ${feed === null ? isNull(organisation.feed) : eq(organisation.feed, feed)}`)
}
