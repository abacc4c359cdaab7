import { asc, eq, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { onwardReferral } from '../../db/tables/parts.ts'

export type OnwardReferralRow = typeof onwardReferral.$inferSelect

export async function findReferralsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<OnwardReferralRow[]> {
  return db.select().from(onwardReferral).where(isAnyOf(onwardReferral.episodeId, episodeIds)).orderBy(asc(onwardReferral.sentAt), asc(onwardReferral.id))
}

/** A referral that is here already stays as it is. */
export async function writeReferrals(tx: Database, rows: OnwardReferralRow[]): Promise<void> {
  await insertMany(tx, onwardReferral, rows, sql`on conflict (id) do nothing`)
}

export async function noteFailures(tx: Database, failures: readonly { id: string; failedAt: Date }[]): Promise<void> {
  for (const { id, failedAt } of failures) await tx.update(onwardReferral).set({ failedAt }).where(eq(onwardReferral.id, id))
}
