import { asc, inArray } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { informationShare } from '../../db/tables/court-report.ts'

export type InformationShareRow = typeof informationShare.$inferSelect

export async function findSharesOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<InformationShareRow[]> {
  return db
    .select()
    .from(informationShare)
    .where(inArray(informationShare.episodeId, [...episodeIds]))
    .orderBy(asc(informationShare.sharedAt), asc(informationShare.id))
}

export async function insertShare(tx: Database, row: InformationShareRow): Promise<void> {
  await tx.insert(informationShare).values(row)
}
