import { asc } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { need } from '../../db/tables.ts'
import { excluded } from '../excluded.ts'

export type NeedRow = typeof need.$inferSelect

/** The whole taxonomy, in its order; it is sixteen rows. */
export async function findNeeds(db: Database): Promise<NeedRow[]> {
  return db.select().from(need).orderBy(asc(need.position))
}

export async function upsertNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  const set = excluded(need, ['position', 'label', 'resettlementPathway', 'externalTerms', 'version', 'source', 'asAt'])
  await tx.insert(need).values(rows).onConflictDoUpdate({ target: need.code, set })
}
