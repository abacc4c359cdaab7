import { and, asc, getTableColumns, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { prisonTransfer } from '../../db/tables/parts.ts'

export type PrisonTransferRow = Omit<typeof prisonTransfer.$inferSelect, 'place'>

const { place, ...columns } = getTableColumns(prisonTransfer)

/** In order; of two on one day the one written down last comes last. */
export async function findTransfersOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<PrisonTransferRow[]> {
  return db
    .select(columns)
    .from(prisonTransfer)
    .where(and(isAnyOf(prisonTransfer.episodeId, episodeIds), isNull(prisonTransfer.withdrawnAt)))
    .orderBy(asc(prisonTransfer.transferredOn), asc(place))
}

/** All of them, those that were withdrawn included. */
export async function findEveryTransfer(db: Database, episodeIds: readonly string[]): Promise<PrisonTransferRow[]> {
  return db.select(columns).from(prisonTransfer).where(isAnyOf(prisonTransfer.episodeId, episodeIds)).orderBy(asc(prisonTransfer.transferredOn), asc(place))
}

export async function insertTransfers(tx: Database, rows: PrisonTransferRow[]): Promise<void> {
  await insertMany(tx, prisonTransfer, rows)
}

export async function updateTransfers(tx: Database, rows: PrisonTransferRow[]): Promise<void> {
  await updateMany(tx, prisonTransfer, rows)
}
