import { and, eq, getTableColumns, isNull, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { AccessRow } from './access.ts'
import { insertMany, isAnyOf, updateMany } from './bulk.ts'
import type { Database } from './db.ts'
import type { ListOrder, Page } from './page.ts'
import type { RoomTables } from './room-tables.ts'

type Columns<Name extends string> = PgTable & Record<Name, PgColumn>

/** What the stores of all rooms do alike with the rows of a table that verbs change. */
export function openRows<Table extends Columns<'id' | 'version'>>(table: Table) {
  type Row = Table['$inferSelect']
  const rows = table as PgTable

  async function findMany(db: Database, ids: readonly string[]): Promise<Row[]> {
    return db.select().from(rows).where(isAnyOf(table.id, ids))
  }

  async function findOne(db: Database, id: string): Promise<Row | null> {
    const [row] = await findMany(db, [id])
    return row ?? null
  }

  /** The row as it stands, locked until the transaction ends. */
  async function findForChange(tx: Database, id: string): Promise<Row | null> {
    const [row] = await tx.select().from(rows).where(eq(table.id, id)).for('update')
    return row ?? null
  }

  /** The same for many. */
  async function findManyForChange(tx: Database, ids: readonly string[]): Promise<Row[]> {
    // The index is read in the order of the ids, so that two chunks cannot wait for each other. To ask for the order has all of it read instead.
    return tx.select().from(rows).where(isAnyOf(table.id, ids)).for('update')
  }

  /** Writes what a verb changed, as the next version. */
  async function updateNext(tx: Database, id: string, changes: Partial<Row>): Promise<Row> {
    const [row] = await tx
      .update(rows)
      .set({ ...changes, version: sql`${table.version} + 1` })
      .where(eq(table.id, id))
      .returning()
    if (!row) throw new Error('A row that was locked for change is gone.')
    return row
  }

  return {
    ...{ findMany, findOne, findForChange, findManyForChange, updateNext },
    insert: (tx: Database, given: Row[]) => insertMany(tx, table, given),
    /** Writes rows as they are given, version included. */
    update: (tx: Database, given: (Row & { id: string })[]) => updateMany(tx, table, given)
  }
}

/**
 * What the stores of episodes do alike with one kind of part, which can be taken back as recorded in error and stays here then. Parts come in
 * an order, without the columns that are `unread`.
 */
export function openParts<Table extends Columns<'id' | 'episodeId' | 'withdrawnAt'>, Unread extends keyof Table['$inferSelect'] = never>(
  table: Table,
  by: SQL[],
  unread: readonly Unread[] = []
) {
  type Row = Omit<Table['$inferSelect'], Unread>
  const read = Object.fromEntries(Object.entries<PgColumn>(getTableColumns(table)).filter(([field]) => !unread.some((one) => one === field)))
  const find = async (db: Database, where: SQL | undefined) =>
    (await db
      .select(read)
      .from(table as PgTable)
      .where(where)
      .orderBy(...by)) as Row[]
  return {
    /** Those that stand. */
    findOfEpisodes: (db: Database, episodeIds: readonly string[]) => find(db, and(isAnyOf(table.episodeId, episodeIds), isNull(table.withdrawnAt))),
    /** All of them, those that were taken back included. */
    findEvery: (db: Database, episodeIds: readonly string[]) => find(db, isAnyOf(table.episodeId, episodeIds)),
    /** One that stands in an episode; null where it does not. */
    async findIn(db: Database, episodeId: string, id: string): Promise<Row | null> {
      const [row] = await find(db, and(eq(table.id, id), eq(table.episodeId, episodeId), isNull(table.withdrawnAt)))
      return row ?? null
    },
    insert: (tx: Database, given: readonly Row[]) => insertMany(tx, table, given as Table['$inferInsert'][]),
    /** Writes parts as they are given, version included. */
    update: (tx: Database, given: readonly Row[]) => updateMany(tx, table, given as unknown as (Partial<Table['$inferSelect']> & { id: string })[])
  }
}

/** Finds the rows of a table by the records they are about, in an order. */
export function openRowsOfRecords<Table extends Columns<'recordId'>>(table: Table, recordAccess: RoomTables['recordAccess'], order: ListOrder) {
  type Row = Table['$inferSelect']
  const rows = table as PgTable
  return {
    /** For the team whose rows they are. */
    async findOfRecords(db: Database, recordIds: readonly string[]): Promise<Row[]> {
      return db
        .select()
        .from(rows)
        .where(isAnyOf(table.recordId, recordIds))
        .orderBy(...order.by)
    },

    /** The same for everyone else, in one statement with what the caller is told about each record. */
    async findWithAccess(db: Database, recordIds: readonly string[]): Promise<{ access: AccessRow; row: Row | null }[]> {
      const { recordId, level, reason, service } = recordAccess
      return db
        .select({ access: { recordId, level, reason, service }, row: rows })
        .from(recordAccess)
        .leftJoin(rows, eq(table.recordId, recordAccess.recordId))
        .where(isAnyOf(recordAccess.recordId, recordIds))
        .orderBy(...order.by)
    }
  }
}

/** What is wanted of a table's rows: a page of those of each value of a column. */
type Wanted<Table> = { each: PgColumn; where: SQL | undefined; order: ListOrder; page: Page; table: Table }

/** A page of the rows of each of several facilities, services or the like, in one statement: one more of each where there are more. */
export async function findPageOfEach<Table extends Columns<'id'>>(
  db: Database,
  { table, each, where, order, page: { limit, after } }: Wanted<Table>
): Promise<Table['$inferSelect'][]> {
  const rows = table as PgTable
  const place = sql<number>`row_number() over (partition by ${each} order by ${sql.join(order.by, sql`, `)})`.as('place')
  const ranked = db.$with('ranked').as(
    db
      .select({ id: table.id, place })
      .from(rows)
      .where(and(where, order.beyond(after)))
  )
  const found = await db
    .with(ranked)
    .select({ row: rows })
    .from(rows)
    .innerJoin(ranked, eq(ranked.id, table.id))
    .where(sql`${ranked.place} <= ${limit + 1}`)
    .orderBy(...order.by)
  return found.map(({ row }) => row)
}
