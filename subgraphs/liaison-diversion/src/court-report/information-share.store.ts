import { and, asc, isNull } from 'drizzle-orm'
import { isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { informationShare } from '../../db/tables/court-report.ts'

export type InformationShareRow = typeof informationShare.$inferSelect

export async function findSharesOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<InformationShareRow[]> {
  return db
    .select()
    .from(informationShare)
    .where(and(isAnyOf(informationShare.episodeId, episodeIds), isNull(informationShare.withdrawnAt)))
    .orderBy(asc(informationShare.sharedAt), asc(informationShare.id))
}

export async function insertShare(tx: Database, row: InformationShareRow): Promise<void> {
  await tx.insert(informationShare).values(row)
}

/** Writes down which were recorded in error; what they say is never changed. */
export async function withdrawShares(tx: Database, rows: readonly InformationShareRow[]): Promise<void> {
  await updateMany(
    tx,
    informationShare,
    rows.map(({ id, withdrawnAt, withdrawnBy, version }) => ({ id, withdrawnAt, withdrawnBy, version }))
  )
}
