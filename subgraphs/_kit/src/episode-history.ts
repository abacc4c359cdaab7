import DataLoader from 'dataloader'
import { and, asc, eq, gt } from 'drizzle-orm'
import { integer, jsonb, text, uniqueIndex, type PgColumn, type PgSchema } from 'drizzle-orm/pg-core'
import { groupedInKeyOrder } from './batch.ts'
import { insertMany, isAnyOf } from './bulk.ts'
import { whyNotYet } from './change.ts'
import type { Correction } from './correction.rules.ts'
import type { Database } from './db.ts'
import { refuse } from './errors.ts'
import { episodePart } from './room-tables.ts'

/** What staff did in an episode: one row a version, with what a correction wrote over. Rows are never changed. */
export function episodeChangeTable(schema: PgSchema, episodeId: () => PgColumn) {
  return schema.table(
    'episode_change',
    {
      ...episodePart(episodeId),
      episodeVersion: integer('episode_version').notNull(),
      action: text().notNull(),
      reason: text(),
      corrections: jsonb().$type<Correction[]>().notNull().default([])
    },
    (table) => [uniqueIndex('episode_change_of_episode').on(table.episodeId, table.episodeVersion)]
  )
}

type EpisodeChangeTable = ReturnType<typeof episodeChangeTable>
export type EpisodeChangeRow = EpisodeChangeTable['$inferSelect']
type NewEpisodeChange = EpisodeChangeTable['$inferInsert']

/** What a verb made of an episode; `reason` and `corrections` go into its history beside who did it. */
export type Changed<Episode> = Episode | { episode: Episode; reason?: string; corrections: Correction[] }

/** The history of a room's episodes. */
export function openEpisodeHistory(table: EpisodeChangeTable) {
  const findChangesOfEpisodes = (db: Database, episodeIds: readonly string[]): Promise<EpisodeChangeRow[]> =>
    db.select().from(table).where(isAnyOf(table.episodeId, episodeIds)).orderBy(asc(table.episodeVersion))

  return {
    findChangesOfEpisodes,

    async insertEpisodeChanges(tx: Database, rows: NewEpisodeChange[]): Promise<void> {
      await insertMany(tx, table, rows)
    },

    /** Refuses a change made from an old reading, and says what was done since. */
    async refuseOldReading(tx: Database, { id, version }: { id: string; version: number }, expectedVersion: number): Promise<never> {
      if (expectedVersion > version) return refuse('CONFLICT', whyNotYet({ version }), { version, changes: [] })
      const rows = await tx
        .select()
        .from(table)
        .where(and(eq(table.episodeId, id), gt(table.episodeVersion, expectedVersion)))
        .orderBy(asc(table.episodeVersion))
      const changes = rows.map(({ action, recordedAt }) => ({ action, recordedAt: recordedAt.toISOString() }))
      const since = changes.length > 0 ? ` Done since: ${sayActions(changes.map(({ action }) => action.replaceAll('-', ' ')))}.` : ''
      return refuse(
        'CONFLICT',
        `This was changed since you read it: it is at version ${version}, you read version ${expectedVersion}.${since} Read it again, then decide.`,
        { version, changes }
      )
    },

    createLoaders: (db: Database) => ({
      changesOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
        groupedInKeyOrder(episodeIds, await findChangesOfEpisodes(db, episodeIds), (row) => row.episodeId)
      )
    })
  }
}

const mostSaid = 5

/** What was done last, in a sentence that can be read; how much came before. All of it goes beside the sentence. */
function sayActions(actions: readonly string[]): string {
  const earlier = actions.length - mostSaid
  return earlier > 0 ? `${actions.slice(-mostSaid).join(', ')}, and ${earlier} before` : actions.join(', ')
}

type Told = Omit<Correction, 'partId'> & { partId: string | null }

/** What was written over, without the values of a field that says where the person was where that is withheld from the caller. */
export async function findCorrections(
  { corrections }: Pick<EpisodeChangeRow, 'corrections'>,
  { field, mayKnow }: { field: string; mayKnow(): Promise<boolean> }
): Promise<Told[]> {
  const told = corrections.map((one): Told => ({ ...one, partId: one.partId ?? null }))
  if (!told.some((one) => one.field === field) || (await mayKnow())) return told
  return told.map((one) => (one.field === field ? { ...one, oldValue: null, newValue: null } : one))
}
