import DataLoader from 'dataloader'
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import { text, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { groupedInKeyOrder } from './batch.ts'
import { insertMany, isAnyOf, updateMany } from './bulk.ts'
import type { Database } from './db.ts'
import { episodePart, instant } from './room-tables.ts'

/** The columns of an assignment of a peer support worker to a person. */
export const peerAssignmentColumns = (episodeId: () => PgColumn) => ({
  ...episodePart(episodeId),
  /** The name they sign in with, and the partner organisation that employs them. */
  subject: text().notNull(),
  employer: text().notNull(),
  assignedAt: instant('assigned_at').notNull(),
  endedAt: instant('ended_at'),
  endedBy: text('ended_by')
})

type PeerAssignmentTable = PgTable & Record<'id' | 'episodeId' | 'subject' | 'assignedAt' | 'endedAt', PgColumn>

/** What a service's room keeps of the peer support workers assigned in its episodes. */
export function openPeerSupport<Table extends PeerAssignmentTable>(table: Table) {
  type Row = Table['$inferSelect'] & { id: string; episodeId: string; subject: string; assignedAt: Date; endedAt: Date | null; version: number }

  const find = async (db: Database, where: SQL | undefined) =>
    (await db
      .select()
      .from(table as PgTable)
      .where(where)
      .orderBy(asc(table.assignedAt), asc(table.id))) as Row[]
  const findAssignmentsOfEpisodes = (db: Database, episodeIds: readonly string[]) => find(db, isAnyOf(table.episodeId, episodeIds))

  /** The assignment of somebody to an episode that holds now. */
  async function findAssignmentOf(tx: Database, episodeId: string, subject: string): Promise<Row | null> {
    const [row] = await find(tx, and(eq(table.episodeId, episodeId), eq(table.subject, subject), isNull(table.endedAt)))
    return row ?? null
  }

  const endAll = (tx: Database, rows: readonly Row[], end: Partial<Table['$inferSelect']>) =>
    updateMany(
      tx,
      table,
      rows.map(({ id, version }) => ({ ...end, id, version: version + 1 }) as Partial<Table['$inferSelect']> & { id: string })
    )

  return {
    findAssignmentsOfEpisodes,
    findAssignmentOf,
    insertAssignment: (tx: Database, row: Table['$inferInsert']) => insertMany(tx, table, [row]),
    endAssignment: (tx: Database, row: Row, end: Partial<Table['$inferSelect']>) => endAll(tx, [row], end),

    /** Ends what still stands in episodes that are over: whoever was assigned has no more to do with the person. Answers what is to be told of each. */
    async endWith<Episode extends { id: string }>(
      tx: Database,
      over: readonly Episode[],
      end: { endedAt: Date; endedBy: string }
    ): Promise<{ episode: Episode; assignmentId: string }[]> {
      if (over.length === 0) return []
      const episodes = new Map(over.map((episode) => [episode.id, episode]))
      const standing = (await findAssignmentsOfEpisodes(tx, [...episodes.keys()])).filter(({ endedAt }) => endedAt === null)
      await endAll(tx, standing, end as Partial<Table['$inferSelect']>)
      return standing.flatMap(({ id: assignmentId, episodeId }) => {
        const episode = episodes.get(episodeId)
        return episode ? [{ episode, assignmentId }] : []
      })
    },

    createLoaders: (db: Database) => ({
      peerSupportOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
        groupedInKeyOrder(episodeIds, await findAssignmentsOfEpisodes(db, episodeIds), (row) => row.episodeId)
      )
    })
  }
}
