import { and, asc, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { justiceOutcome } from '../../db/tables/parts.ts'

export type JusticeOutcomeRow = typeof justiceOutcome.$inferSelect

export async function findJusticeOutcomesOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<JusticeOutcomeRow[]> {
  return db
    .select()
    .from(justiceOutcome)
    .where(and(isAnyOf(justiceOutcome.episodeId, episodeIds), isNull(justiceOutcome.withdrawnAt)))
    .orderBy(asc(justiceOutcome.decidedOn), asc(justiceOutcome.recordedAt), asc(justiceOutcome.id))
}

/** All decisions, those that were withdrawn included. */
export async function findEveryJusticeOutcome(db: Database, episodeIds: readonly string[]): Promise<JusticeOutcomeRow[]> {
  return db
    .select()
    .from(justiceOutcome)
    .where(isAnyOf(justiceOutcome.episodeId, episodeIds))
    .orderBy(asc(justiceOutcome.decidedOn), asc(justiceOutcome.recordedAt), asc(justiceOutcome.id))
}

export async function insertJusticeOutcome(tx: Database, row: JusticeOutcomeRow): Promise<void> {
  await tx.insert(justiceOutcome).values(row)
}

export async function insertJusticeOutcomes(tx: Database, rows: JusticeOutcomeRow[]): Promise<void> {
  await insertMany(tx, justiceOutcome, rows)
}

/** Writes rows as they are given, version included. */
export async function updateJusticeOutcomes(tx: Database, rows: JusticeOutcomeRow[]): Promise<void> {
  await updateMany(tx, justiceOutcome, rows)
}
