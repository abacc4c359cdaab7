import { asc } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { justiceOutcome } from '../../db/tables/parts.ts'

export type JusticeOutcomeRow = typeof justiceOutcome.$inferSelect

export const {
  findOfEpisodes: findJusticeOutcomesOfEpisodes,
  findEvery: findEveryJusticeOutcome,
  insert: insertJusticeOutcomes,
  update: updateJusticeOutcomes
} = openParts(justiceOutcome, [asc(justiceOutcome.decidedOn), asc(justiceOutcome.recordedAt), asc(justiceOutcome.id)])

export async function insertJusticeOutcome(tx: Database, row: JusticeOutcomeRow): Promise<void> {
  await tx.insert(justiceOutcome).values(row)
}
