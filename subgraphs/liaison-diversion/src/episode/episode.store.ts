import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { AccessRow } from '@throughcare/kit/access'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { episode, recordAccess } from '../../db/tables.ts'

export type EpisodeRow = typeof episode.$inferSelect

/** Whether an episode of the record was closed because the person died. */
export async function hasDied(db: Database, recordId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: episode.id })
    .from(episode)
    .where(and(eq(episode.recordId, recordId), eq(episode.closureReason, 'DIED')))
    .limit(1)
  return row !== undefined
}

export async function findEpisodes(db: Database, ids: readonly string[]): Promise<EpisodeRow[]> {
  return db
    .select()
    .from(episode)
    .where(inArray(episode.id, [...ids]))
}

export async function findEpisode(db: Database, id: string): Promise<EpisodeRow | null> {
  const [row] = await findEpisodes(db, [id])
  return row ?? null
}

/** The episode as it stands, locked until the transaction ends. */
export async function findEpisodeForChange(tx: Database, id: string): Promise<EpisodeRow | null> {
  const [row] = await tx.select().from(episode).where(eq(episode.id, id)).for('update')
  return row ?? null
}

/** The same for many. */
export async function findEpisodesForChange(tx: Database, ids: readonly string[]): Promise<EpisodeRow[]> {
  // The index is read in the order of the ids, so that two chunks cannot wait for each other. To ask for the order has all of it read instead.
  return tx.select().from(episode).where(isAnyOf(episode.id, ids)).for('update')
}

/** Episodes of the given records, newest first: for the team whose rows they are. */
export async function findEpisodesOfRecords(db: Database, recordIds: readonly string[]): Promise<EpisodeRow[]> {
  return db
    .select()
    .from(episode)
    .where(inArray(episode.recordId, [...recordIds]))
    .orderBy(desc(episode.receivedAt), desc(episode.id))
}

/** The same for everyone else, in one statement with what the caller is told about each record. */
export async function findEpisodesWithAccess(db: Database, recordIds: readonly string[]): Promise<{ access: AccessRow; row: EpisodeRow | null }[]> {
  return db
    .select({
      access: { recordId: recordAccess.recordId, level: recordAccess.level, reason: recordAccess.reason, service: recordAccess.service },
      row: episode
    })
    .from(recordAccess)
    .leftJoin(episode, eq(episode.recordId, recordAccess.recordId))
    .where(inArray(recordAccess.recordId, [...recordIds]))
    .orderBy(desc(episode.receivedAt), desc(episode.id))
}

const oldestAlert = orderedBy(episode.receivedAt, episode.id)

/** Open episodes that began at the facilities, oldest alert first, at most `limit` of each, from after the given place on. */
export async function findCaseloads(db: Database, facilityIds: readonly string[], { limit, after }: Page): Promise<EpisodeRow[]> {
  const ranked = db.$with('ranked').as(
    db
      .select({
        id: episode.id,
        place: sql<number>`row_number() over (partition by ${episode.facilityId} order by ${episode.receivedAt}, ${episode.id})`.as('place')
      })
      .from(episode)
      .where(and(inArray(episode.facilityId, [...facilityIds]), isNull(episode.closedAt), oldestAlert.beyond(after)))
  )
  const rows = await db
    .with(ranked)
    .select({ episode })
    .from(episode)
    .innerJoin(ranked, eq(ranked.id, episode.id))
    .where(sql`${ranked.place} <= ${limit + 1}`)
    .orderBy(...oldestAlert.by)
  return rows.map((row) => row.episode)
}

export async function insertEpisodes(tx: Database, rows: EpisodeRow[]): Promise<void> {
  await insertMany(tx, episode, rows)
}

/** Writes episodes as they are given, version included. */
export async function updateEpisodes(tx: Database, rows: EpisodeRow[]): Promise<void> {
  await updateMany(tx, episode, rows)
}

/** Writes what a verb changed, as the next version. */
export async function updateEpisode(tx: Database, id: string, changes: Partial<EpisodeRow>): Promise<EpisodeRow> {
  const [row] = await tx
    .update(episode)
    .set({ ...changes, version: sql`${episode.version} + 1` })
    .where(eq(episode.id, id))
    .returning()
  if (!row) throw new Error('An episode that was locked for change is gone.')
  return row
}
