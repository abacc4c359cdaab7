import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { insertMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import type { Principal, Service } from '@throughcare/kit/principal'
import { knownRecord, onwardReferral, recordAccess } from '../../db/tables.ts'
import type { Asked } from '../of-person.loader.ts'

export type OnwardReferralRow = typeof onwardReferral.$inferSelect

export async function findReferrals(db: Database, ids: readonly string[]): Promise<OnwardReferralRow[]> {
  return db
    .select()
    .from(onwardReferral)
    .where(inArray(onwardReferral.id, [...ids]))
}

export async function findReferral(db: Database, id: string): Promise<OnwardReferralRow | null> {
  const [row] = await findReferrals(db, [id])
  return row ?? null
}

/** The referrals that took the place of others, by the one they were redirected from. */
export async function findSuccessors(db: Database, ids: readonly string[]): Promise<OnwardReferralRow[]> {
  return db
    .select()
    .from(onwardReferral)
    .where(inArray(onwardReferral.redirectedFrom, [...ids]))
}

/** The referral as it stands, locked until the transaction ends. Only its team, and its provider once it was sent, can lock it. */
export async function findReferralForChange(tx: Database, id: string): Promise<OnwardReferralRow | null> {
  const [row] = await tx.select().from(onwardReferral).where(eq(onwardReferral.id, id)).for('update')
  return row ?? null
}

// A draft stands where it was written down.
const madeAt = sql`coalesce(${onwardReferral.sentAt}, ${onwardReferral.recordedAt})`

/** Referrals of the given records, newest first, with what the caller is told about each record. */
export async function findReferralsOfRecords(db: Database, recordIds: readonly string[]): Promise<Asked<OnwardReferralRow>[]> {
  return db
    .select({
      recordId: sql<string>`asked.record_id`,
      access: { recordId: recordAccess.recordId, level: recordAccess.level, reason: recordAccess.reason, service: recordAccess.service },
      row: onwardReferral
    })
    .from(sql`unnest(${sql.param([...recordIds])}::uuid[]) as asked(record_id)`)
    .leftJoin(recordAccess, eq(recordAccess.recordId, sql`asked.record_id`))
    .leftJoin(onwardReferral, eq(onwardReferral.recordId, sql`asked.record_id`))
    .orderBy(desc(madeAt), desc(onwardReferral.id))
}

/** Referrals made in the given episodes of one service, oldest first. */
export async function findReferralsOfEpisodes(db: Database, service: Service, episodeIds: readonly string[]): Promise<OnwardReferralRow[]> {
  const episodeId = service === 'RECONNECT' ? onwardReferral.reconnectEpisodeId : onwardReferral.liaisonDiversionEpisodeId
  return db
    .select()
    .from(onwardReferral)
    .where(inArray(episodeId, [...episodeIds]))
    .orderBy(asc(madeAt), asc(onwardReferral.id))
}

const newestFirst = orderedBy(onwardReferral.sentAt, onwardReferral.id, 'downwards')
const oldestFirst = orderedBy(onwardReferral.sentAt, onwardReferral.id)

/** What was sent to the services by way of one providing organisation, newest first, at most `limit` and one more of each service. */
export async function findReferralsToServices(
  db: Database,
  { serviceIds, organisation }: { serviceIds: readonly string[]; organisation: string },
  { limit, after }: Page
): Promise<OnwardReferralRow[]> {
  const ranked = db.$with('ranked').as(
    db
      .select({
        id: onwardReferral.id,
        place: sql<number>`row_number() over (partition by ${onwardReferral.serviceId} order by ${onwardReferral.sentAt} desc, ${onwardReferral.id} desc)`.as(
          'place'
        )
      })
      .from(onwardReferral)
      .where(
        and(
          inArray(onwardReferral.serviceId, [...serviceIds]),
          eq(onwardReferral.providerOrganisation, organisation),
          isNotNull(onwardReferral.sentAt),
          newestFirst.beyond(after)
        )
      )
  )
  const rows = await db
    .with(ranked)
    .select({ referral: onwardReferral })
    .from(onwardReferral)
    .innerJoin(ranked, eq(ranked.id, onwardReferral.id))
    .where(sql`${ranked.place} <= ${limit + 1}`)
    .orderBy(...newestFirst.by)
  return rows.map((row) => row.referral)
}

/** A team's own referrals that were sent on a day or before, and of which nothing was heard, longest first; of nobody who has died. */
export async function findUnheard(
  db: Database,
  { organisation, service, sentBy }: Pick<Principal, 'organisation' | 'service'> & { sentBy: string },
  { limit, after }: Page
): Promise<OnwardReferralRow[]> {
  if (service === null) return []
  return db
    .select()
    .from(onwardReferral)
    .where(
      and(
        eq(onwardReferral.organisation, organisation),
        eq(onwardReferral.service, service),
        sql`${onwardReferral.sentAt} < ((${sentBy}::date + 1)::timestamp at time zone 'Europe/London')`,
        isNull(onwardReferral.receivedAt),
        isNull(onwardReferral.acceptedAt),
        isNull(onwardReferral.declinedAt),
        isNull(onwardReferral.withdrawnAt),
        isNull(onwardReferral.redirectedAt),
        sql`not exists (select from ${knownRecord} told where told.record_id = ${onwardReferral.recordId} and told.died_on is not null)`,
        oldestFirst.beyond(after)
      )
    )
    .orderBy(...oldestFirst.by)
    .limit(limit + 1)
}

export async function insertReferrals(tx: Database, rows: OnwardReferralRow[]): Promise<void> {
  await insertMany(tx, onwardReferral, rows)
}

/** Writes what a verb changed, as the next version. */
export async function updateReferral(tx: Database, id: string, changes: Partial<OnwardReferralRow>): Promise<OnwardReferralRow> {
  const [row] = await tx
    .update(onwardReferral)
    .set({ ...changes, version: sql`${onwardReferral.version} + 1` })
    .where(eq(onwardReferral.id, id))
    .returning()
  if (!row) throw new Error('A referral that was locked for change is gone.')
  return row
}
