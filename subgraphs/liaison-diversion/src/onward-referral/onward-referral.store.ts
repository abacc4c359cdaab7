import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { onwardReferral } from '../../db/tables/parts.ts'

export type OnwardReferralRow = typeof onwardReferral.$inferSelect

export async function findReferralsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<OnwardReferralRow[]> {
  return db
    .select()
    .from(onwardReferral)
    .where(inArray(onwardReferral.episodeId, [...episodeIds]))
    .orderBy(asc(onwardReferral.sentAt), asc(onwardReferral.id))
}

export async function findReferral(tx: Database, episodeId: string, id: string): Promise<OnwardReferralRow | null> {
  const [row] = await tx
    .select()
    .from(onwardReferral)
    .where(and(eq(onwardReferral.id, id), eq(onwardReferral.episodeId, episodeId)))
  return row ?? null
}

export async function setNeed(tx: Database, id: string, needId: string): Promise<void> {
  await tx
    .update(onwardReferral)
    .set({ needId, version: sql`${onwardReferral.version} + 1` })
    .where(eq(onwardReferral.id, id))
}

/** A referral that is here already stays as it is. */
export async function writeReferrals(tx: Database, rows: OnwardReferralRow[]): Promise<void> {
  await insertMany(tx, onwardReferral, rows, sql`on conflict (id) do nothing`)
}

export async function noteFailures(tx: Database, failures: readonly { id: string; failedAt: string }[]): Promise<void> {
  for (const { id, failedAt } of failures)
    await tx
      .update(onwardReferral)
      .set({ failedAt: new Date(failedAt) })
      .where(eq(onwardReferral.id, id))
}
