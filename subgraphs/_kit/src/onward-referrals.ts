import DataLoader from 'dataloader'
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { index, text, uuid, type PgColumn, type PgSchema, type PgTable } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { groupedInKeyOrder } from './batch.ts'
import { insertMany, isAnyOf, updateMany } from './bulk.ts'
import type { Database } from './db.ts'
import { refuse } from './errors.ts'
import type { FeedEvent } from './feed.ts'
import { orderedBy, readPage, toConnection, type Connection, type PageArguments } from './page.ts'
import type { Service } from './principal.ts'
import { episodePart, instant } from './room-tables.ts'

const heard = ['referrals.referral-received', 'referrals.referral-accepted']
const failed = ['referrals.referral-declined', 'referrals.referral-withdrawn', 'referrals.referral-redirected']

/** An onward referral that a service sent in its episodes, as `referrals` tells of it; `needId` where staff said which need it serves. */
export function onwardReferralTable(schema: PgSchema, episodeId: () => PgColumn) {
  return schema.table(
    'onward_referral',
    {
      ...episodePart(episodeId),
      needCode: text('need_code').notNull(),
      needId: uuid('need_id'),
      sentAt: instant('sent_at').notNull(),
      /** When the service said that it has it, or takes it, whichever was told last. */
      heardAt: instant('heard_at'),
      /** When the service declined it, the person was sent elsewhere, or the team took it back. */
      failedAt: instant('failed_at')
    },
    (table) => [index('onward_referral_of_episode').on(table.episodeId)]
  )
}

type Table<Column extends string> = PgTable & Record<Column, PgColumn>
type EpisodeTable = Table<'id' | 'recordId' | 'organisation' | 'service' | 'retentionClass'>
type NeedTable = Table<'id' | 'episodeId' | 'organisation' | 'service' | 'code' | 'identifiedAt' | 'noReferralAt' | 'withdrawnAt'>
type OnwardReferralTable = ReturnType<typeof onwardReferralTable>
type OnwardReferralRow = OnwardReferralTable['$inferSelect']

type Tables<Need extends NeedTable> = {
  episode: EpisodeTable
  need: Need
  onwardReferral: OnwardReferralTable
  /** Which needs were identified and no more, as the room's own rule tells them. */
  isIdentified: SQL
}

const shape = z.object({ referralId: z.uuid(), episodeId: z.uuid(), madeBy: z.string(), needCode: z.string().optional() })

/** What a service's room keeps of the onward referrals that were sent in its episodes, and which needs are unmet for want of one. */
export function openOnwardReferrals<Need extends NeedTable>(service: Service, { episode, need, onwardReferral, isIdentified }: Tables<Need>) {
  const firstIdentified = orderedBy(need.identifiedAt, need.id)
  const findReferralsOfEpisodes = (db: Database, episodeIds: readonly string[]): Promise<OnwardReferralRow[]> =>
    db.select().from(onwardReferral).where(isAnyOf(onwardReferral.episodeId, episodeIds)).orderBy(asc(onwardReferral.sentAt), asc(onwardReferral.id))

  /** An onward referral that was sent in an episode; refused where there is none. */
  async function getReferral(tx: Database, episodeId: string, id: string): Promise<OnwardReferralRow> {
    const [row] = await tx
      .select()
      .from(onwardReferral)
      .where(and(eq(onwardReferral.id, id), eq(onwardReferral.episodeId, episodeId)))
    return row ?? refuse('NOT_FOUND', 'No such referral was sent in this episode. If it was sent a moment ago, try again in a second.')
  }

  /** In which episode each of some onward referrals was sent, as far as they are here. */
  async function findEpisodesOf(tx: Database, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const { id, episodeId } = onwardReferral
    const rows = await tx.select({ id, episodeId }).from(onwardReferral).where(isAnyOf(id, ids))
    return new Map(rows.map((row) => [row.id, row.episodeId]))
  }

  /** Says which need a referral serves. Both are of the episode and the need stands, or it is refused. */
  async function serveNeed(
    tx: Database,
    episodeId: string,
    { needId, onwardReferralId }: { needId: string; onwardReferralId: string }
  ): Promise<{ code: string }> {
    const [served] = await tx
      .select({ code: sql<string>`${need.code}` })
      .from(need as PgTable)
      .where(and(eq(need.id, needId), eq(need.episodeId, episodeId), isNull(need.withdrawnAt)))
    if (!served) return refuse('NOT_FOUND', 'There is no such need in this episode, or it was taken back. Read the episode again and choose one that stands.')
    const { id, version } = await getReferral(tx, episodeId, onwardReferralId)
    await updateMany(tx, onwardReferral, [{ id, needId, version: version + 1 }])
    return served
  }

  /** Needs that were taken back claim their referrals no more: each serves the need that it was made for again. */
  async function releaseOf(tx: Database, needs: readonly { id: string; episodeId: string }[]): Promise<void> {
    if (needs.length === 0) return
    const [ids, episodeIds] = [needs.map(({ id }) => id), [...new Set(needs.map(({ episodeId }) => episodeId))]]
    await tx
      .update(onwardReferral)
      .set({ needId: null, version: sql`${onwardReferral.version} + 1` })
      .where(and(isAnyOf(onwardReferral.episodeId, episodeIds), isAnyOf(onwardReferral.needId, ids)))
  }

  /**
   * Needs of a team that nothing followed from, what was identified first at the top, `within` what the caller limits them to; `isUnmet` in
   * the rules says the same of one need.
   */
  async function listUnmetNeeds(
    db: Database,
    { organisation, within }: { organisation: string; within?: SQL | undefined },
    pageArguments: PageArguments
  ): Promise<Connection<Need['$inferSelect']>> {
    const page = readPage(pageArguments)
    const rows = await db
      .select()
      .from(need as PgTable)
      .where(
        and(
          ...[eq(need.organisation, organisation), eq(need.service, service), isIdentified, sql`${need.noReferralAt} is null`],
          sql`not exists (select from ${onwardReferral} as referral where referral.episode_id = ${need.episodeId} and referral.failed_at is null
            and (referral.need_id = ${need.id} or (referral.need_id is null and referral.need_code = ${need.code})))`,
          within,
          firstIdentified.beyond(page.after)
        )
      )
      .orderBy(...firstIdentified.by)
      .limit(page.limit + 1)
    return toConnection(rows as Need['$inferSelect'][], page, ({ identifiedAt, id }) => [(identifiedAt as Date).toISOString(), String(id)])
  }

  /**
   * Keeps which onward referrals were sent in this service's episodes, of which of them was heard, and which failed. One that is here already stays as it
   * is; one of somebody else than its episode is of strayed into it, and is not kept: it serves nothing there and hands nobody over.
   */
  async function project(tx: Database, events: readonly FeedEvent[]): Promise<void> {
    const ours = events.map((event) => ({ event, told: shape.parse(event.payload) })).filter(({ told }) => told.madeBy === service)
    const sent = ours.filter(({ event }) => event.type === 'referrals.referral-sent')
    const owners = await findOwners(tx, episode, [...new Set(sent.map(({ told }) => told.episodeId))])
    const rows = sent.flatMap(({ event, told: { referralId, episodeId, needCode = '' } }): OnwardReferralRow[] => {
      const owner = owners.get(episodeId)
      const times = { recordedAt: new Date(event.recordedAt), sentAt: new Date(event.occurredAt), heardAt: null, failedAt: null }
      return owner?.recordId === event.recordId
        ? [{ id: referralId, ...owner, ...times, version: 1, recordedBy: event.actor, episodeId, needCode, needId: null }]
        : []
    })
    await insertMany(tx, onwardReferral, rows, sql`on conflict (id) do nothing`)
    const timesOf = (types: readonly string[]) =>
      new Map(ours.flatMap(({ event, told }) => (types.includes(event.type) ? [[told.referralId, new Date(event.occurredAt)] as const] : [])))
    await updateMany(
      tx,
      onwardReferral,
      [...timesOf(heard)].map(([id, heardAt]) => ({ id, heardAt }))
    )
    await updateMany(
      tx,
      onwardReferral,
      [...timesOf(failed)].map(([id, failedAt]) => ({ id, failedAt }))
    )
  }

  const createLoaders = (db: Database) => ({
    onwardReferralsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findReferralsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    )
  })

  return { findReferralsOfEpisodes, getReferral, findEpisodesOf, serveNeed, releaseOf, listUnmetNeeds, project, createLoaders }
}

type Owner = Pick<OnwardReferralRow, 'recordId' | 'organisation' | 'service' | 'retentionClass'>

/** Whose each of these episodes is, by its id. */
async function findOwners(tx: Database, episode: EpisodeTable, episodeIds: readonly string[]): Promise<Map<string, Owner>> {
  const { id, recordId, organisation, service, retentionClass } = episode
  const rows = await tx
    .select({ id, recordId, organisation, service, retentionClass })
    .from(episode as PgTable)
    .where(isAnyOf(id, episodeIds))
  return new Map(rows.map(({ id, ...owner }) => [String(id), owner as Owner]))
}
