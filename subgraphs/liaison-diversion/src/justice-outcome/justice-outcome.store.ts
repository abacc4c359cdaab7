import { asc, inArray } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { justiceOutcome } from '../../db/tables/parts.ts'

export type JusticeOutcomeRow = typeof justiceOutcome.$inferSelect

export async function findJusticeOutcomesOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<JusticeOutcomeRow[]> {
  return db
    .select()
    .from(justiceOutcome)
    .where(inArray(justiceOutcome.episodeId, [...episodeIds]))
    .orderBy(asc(justiceOutcome.decidedOn), asc(justiceOutcome.recordedAt), asc(justiceOutcome.id))
}

export async function insertJusticeOutcome(tx: Database, row: JusticeOutcomeRow): Promise<void> {
  await tx.insert(justiceOutcome).values(row)
}
