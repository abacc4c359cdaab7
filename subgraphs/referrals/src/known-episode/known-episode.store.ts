import { isAnyOf, putNewest, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { knownEpisode } from '../../db/tables.ts'

export type KnownEpisodeRow = typeof knownEpisode.$inferSelect

/** What the services told of some episodes, by the id of each. */
export async function findKnownEpisodes(db: Database, ids: readonly string[]): Promise<Map<string, KnownEpisodeRow>> {
  const rows = await db.select().from(knownEpisode).where(isAnyOf(knownEpisode.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Replaces what was told of episodes before, where it is newer. */
export async function writeKnownEpisodes(tx: Database, rows: Omit<KnownEpisodeRow, 'beganAt' | 'retentionClass'>[]): Promise<void> {
  await putNewest(tx, knownEpisode, rows, { key: 'id', version: 'version' })
}

/** Writes down when episodes that stand began. */
export async function writeBeginnings(tx: Database, rows: { id: string; beganAt: Date }[]): Promise<void> {
  await updateMany(tx, knownEpisode, rows)
}
