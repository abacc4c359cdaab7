import { and, eq } from 'drizzle-orm'
import { isAnyOf, putNewest } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { knownEpisode } from '../../db/tables.ts'

/** Those of some episodes that were recorded in error, as far as their services told. */
export async function findEpisodesInError(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const isInError = and(isAnyOf(knownEpisode.id, ids), eq(knownEpisode.isInError, true))
  const rows = await db.select({ id: knownEpisode.id }).from(knownEpisode).where(isInError)
  return new Set(rows.map(({ id }) => id))
}

/** Replaces what was told of episodes before, where it is newer. */
export async function writeKnownEpisodes(tx: Database, rows: { id: string; isInError: boolean; version: number }[]): Promise<void> {
  await putNewest(tx, knownEpisode, rows, { key: 'id', version: 'version' })
}
