import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { appropriateAdult } from '../../db/tables/parts.ts'

export type AppropriateAdultRow = typeof appropriateAdult.$inferSelect

export const {
  findOfEpisodes: findAppropriateAdultsOfEpisodes,
  findEvery: findEveryAppropriateAdult,
  findIn: findAppropriateAdult,
  insert: insertAppropriateAdults,
  update: updateAppropriateAdults
} = openParts(appropriateAdult, [asc(appropriateAdult.calledAt), asc(appropriateAdult.id)])

export async function insertAppropriateAdult(tx: Database, row: AppropriateAdultRow): Promise<void> {
  await tx.insert(appropriateAdult).values(row)
}

export async function updateAppropriateAdult(tx: Database, id: string, changes: Partial<AppropriateAdultRow>): Promise<void> {
  await tx
    .update(appropriateAdult)
    .set({ ...changes, version: sql`${appropriateAdult.version} + 1` })
    .where(eq(appropriateAdult.id, id))
}
