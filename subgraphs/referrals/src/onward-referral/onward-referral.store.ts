import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import type { Principal, Service } from '@throughcare/kit/principal'
import { findPageOfEach, openRows } from '@throughcare/kit/rows'
import { knownRecord, onwardReferral, recordAccess } from '../../db/tables.ts'
import type { Asked } from '../of-person.loader.ts'

export type OnwardReferralRow = typeof onwardReferral.$inferSelect

/** Only its team, and its provider once it was sent, can lock a referral. */
export const {
  findMany: findReferrals,
  findOne: findReferral,
  findForChange: findReferralForChange,
  findManyForChange: findReferralsForChange,
  insert: insertReferrals,
  update: updateReferrals,
  updateNext: updateReferral
} = openRows(onwardReferral)

/** The referrals that took the place of others, by the one they were redirected from. */
export async function findSuccessors(db: Database, ids: readonly string[]): Promise<OnwardReferralRow[]> {
  return db.select().from(onwardReferral).where(isAnyOf(onwardReferral.redirectedFrom, ids))
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
  return db.select().from(onwardReferral).where(isAnyOf(episodeId, episodeIds)).orderBy(asc(madeAt), asc(onwardReferral.id))
}

const newestFirst = orderedBy(onwardReferral.sentAt, onwardReferral.id, 'downwards')
const oldestFirst = orderedBy(onwardReferral.sentAt, onwardReferral.id)

/** What was sent to the services by way of one providing organisation, newest first, at most `limit` and one more of each service. */
export function findReferralsToServices(
  db: Database,
  { serviceIds, organisation }: { serviceIds: readonly string[]; organisation: string },
  page: Page
): Promise<OnwardReferralRow[]> {
  const isSent = and(isAnyOf(onwardReferral.serviceId, serviceIds), eq(onwardReferral.providerOrganisation, organisation), isNotNull(onwardReferral.sentAt))
  return findPageOfEach(db, { table: onwardReferral, each: onwardReferral.serviceId, where: isSent, order: newestFirst, page })
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
