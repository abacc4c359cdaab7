import { and, asc, eq, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { need, onwardReferral } from '../../db/tables/parts.ts'

export type NeedRow = typeof need.$inferSelect

export async function findNeedsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<NeedRow[]> {
  return db.select().from(need).where(isAnyOf(need.episodeId, episodeIds)).orderBy(asc(need.identifiedAt), asc(need.code))
}

export async function insertNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  await insertMany(tx, need, rows)
}

/** Writes needs as they are given, version included. */
export async function updateNeeds(tx: Database, rows: NeedRow[]): Promise<void> {
  await updateMany(tx, need, rows)
}

/** Needs of a team that nothing followed from; `isUnmet` in the rules says the same of one need. */
export async function findUnmetNeeds(db: Database, organisation: string, { limit, after }: Page): Promise<NeedRow[]> {
  const [time, id] = after ?? []
  return db
    .select()
    .from(need)
    .where(
      and(
        eq(need.organisation, organisation),
        eq(need.service, 'RECONNECT'),
        sql`${need.status} = 'IDENTIFIED' and ${need.noReferralAt} is null`,
        sql`not exists (select from ${onwardReferral} as referral
          where referral.episode_id = ${need.episodeId} and referral.failed_at is null and referral.need_code = ${need.code})`,
        time && id ? sql`(${need.identifiedAt}, ${need.id}) > (${time}::timestamptz, ${id}::uuid)` : undefined
      )
    )
    .orderBy(asc(need.identifiedAt), asc(need.id))
    .limit(limit + 1)
}
