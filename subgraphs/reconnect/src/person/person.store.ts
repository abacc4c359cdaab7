import { and, eq, gt, isNotNull, or, sql } from 'drizzle-orm'
import { isAnyOf, putNewest } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { episode, knownPerson } from '../../db/tables.ts'

export type KnownPersonRow = typeof knownPerson.$inferSelect

export async function findKnownPersons(db: Database, recordIds: readonly string[]): Promise<KnownPersonRow[]> {
  return db.select().from(knownPerson).where(isAnyOf(knownPerson.recordId, recordIds))
}

/** The same of those who died, or were born after a day: row-level security is asked of them alone. */
export async function findDeadOrBornAfter(db: Database, recordIds: readonly string[], day: string): Promise<KnownPersonRow[]> {
  return db
    .select()
    .from(knownPerson)
    .where(and(isAnyOf(knownPerson.recordId, recordIds), or(isNotNull(knownPerson.diedOn), gt(knownPerson.birthDate, day))))
}

type Birth = { recordId: string; birthDate: string; version: number }
type Death = { recordId: string; diedOn: string | null; deathVersion: number }

/** Older news of a record than what stands is passed over. */
export async function upsertBirths(tx: Database, rows: Birth[]): Promise<void> {
  await putNewest(tx, knownPerson, rows, { key: 'recordId', version: 'version' })
}

/** The same of deaths; the episodes of the record are brought up to date. */
export async function upsertDeaths(tx: Database, rows: Death[]): Promise<void> {
  if (rows.length === 0) return
  await putNewest(tx, knownPerson, rows, { key: 'recordId', version: 'deathVersion' })
  const recordIds = rows.map(({ recordId }) => recordId)
  await tx
    .update(episode)
    .set({ diedOn: sql`${knownPerson.diedOn}` })
    .from(knownPerson)
    .where(and(isAnyOf(episode.recordId, recordIds), eq(knownPerson.recordId, episode.recordId)))
}
