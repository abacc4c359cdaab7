import { and, asc, count, countDistinct, eq, gt, isNull, sql, type SQL } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { episode } from '../../db/tables.ts'
import { allocation, onwardReferral } from '../../db/tables/parts.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'

export type Worklist =
  | 'RELEASES_IN_14_DAYS_WITHOUT_PLAN'
  | 'RELEASES_IN_28_DAYS_WITHOUT_PLAN'
  | 'GATE_MEETINGS_TODAY'
  | 'FIRST_CONTACTS_DUE'
  | 'FIRST_CONTACTS_OVERDUE'
  | 'GOALS_STALLED'
  | 'NEAR_THE_END_OF_SUPPORT'
  | 'EXTENSIONS_ENDING'
  | 'HEALTH_NEEDS_MET'
  | 'RETURNED_TO_CUSTODY'
  | 'LATE_REFERRALS'
  | 'HANDOVERS_FAILED'
  | 'CASELOAD'

/** The days by which the lists are cut, in London; `today` and `tomorrow` as the instants at which they begin. */
export type Cuts = {
  in14Days: string
  in28Days: string
  todayBegins: Date
  tomorrowBegins: Date
  firstContactDueSince: string
  firstContactDays: number
  nearEndSince: string
  extendedUpTo: string
  lateReferralDays: number
  stalledBefore: Date
}

export type Wanted = { list: Worklist; organisation: string; cuts: Cuts; facilityIds: readonly string[] | null; workerId: string | null }

type List = { condition: (cuts: Cuts) => SQL; order: SQL; type: 'date' | 'timestamptz' }

// Each condition begins with that of the list's partial index, word for word, so that the index is used.
const isOpen = sql`${episode.closedAt} is null and ${episode.declinedAt} is null`
// Whoever has died waits for nothing; the caseload alone still shows the episode, to be closed.
const isLive = sql`${isOpen} and ${episode.diedOn} is null`
const isUnplanned = sql`${isLive} and ${episode.actualReleaseDate} is null and ${episode.acceptedAt} is not null and ${episode.planMadeAt} is null`
const isUnseen = sql`${isLive} and ${episode.actualReleaseDate} is not null and ${episode.firstContactOn} is null and ${episode.returnedToCustodyOn} is null`
const planned = sql`${episode.plannedReleaseDate}`
const released = sql`${episode.actualReleaseDate}`
// Whose support ended with their health needs before the first contact was due is owed none: that task has lapsed.
const isOwedContact = ({ firstContactDays: days }: Cuts) =>
  sql`${isUnseen} and (${episode.healthNeedsMetOn} is null or ${episode.extendedUntil} is not null or greatest(${episode.healthNeedsMetOn}, ${released}) >= ${released} + ${days}::int)`
const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

const lists: Record<Worklist, List> = {
  RELEASES_IN_14_DAYS_WITHOUT_PLAN: { condition: ({ in14Days }) => sql`${isUnplanned} and ${planned} <= ${in14Days}::date`, order: planned, type: 'date' },
  RELEASES_IN_28_DAYS_WITHOUT_PLAN: { condition: ({ in28Days }) => sql`${isUnplanned} and ${planned} <= ${in28Days}::date`, order: planned, type: 'date' },
  GATE_MEETINGS_TODAY: {
    condition: ({ todayBegins, tomorrowBegins }) =>
      sql`${isLive} and ${episode.gateMeetingOutcome} is null and ${episode.gateMeetingAt} >= ${instant(todayBegins)} and ${episode.gateMeetingAt} < ${instant(tomorrowBegins)} and ${episode.actualReleaseDate} is null`,
    order: sql`${episode.gateMeetingAt}`,
    type: 'timestamptz'
  },
  FIRST_CONTACTS_DUE: {
    condition: (cuts) => sql`${isOwedContact(cuts)} and ${released} >= ${cuts.firstContactDueSince}::date`,
    order: released,
    type: 'date'
  },
  FIRST_CONTACTS_OVERDUE: {
    condition: (cuts) => sql`${isOwedContact(cuts)} and ${released} < ${cuts.firstContactDueSince}::date`,
    order: released,
    type: 'date'
  },
  GOALS_STALLED: {
    condition: ({ stalledBefore }) => sql`${isLive} and ${episode.goalsOpenSince} is not null and ${episode.goalsOpenSince} < ${instant(stalledBefore)}`,
    order: sql`${episode.goalsOpenSince}`,
    type: 'timestamptz'
  },
  NEAR_THE_END_OF_SUPPORT: {
    condition: ({ nearEndSince }) => sql`${isLive} and ${episode.extendedUntil} is null and ${released} <= ${nearEndSince}::date`,
    order: released,
    type: 'date'
  },
  EXTENSIONS_ENDING: {
    condition: ({ extendedUpTo }) => sql`${isLive} and ${episode.extendedUntil} is not null and ${episode.extendedUntil} <= ${extendedUpTo}::date`,
    order: sql`${episode.extendedUntil}`,
    type: 'date'
  },
  HEALTH_NEEDS_MET: {
    condition: () => sql`${isLive} and ${released} is not null and ${episode.healthNeedsMetOn} is not null and ${episode.extendedUntil} is null`,
    order: sql`${episode.healthNeedsMetOn}`,
    type: 'date'
  },
  RETURNED_TO_CUSTODY: {
    condition: () => sql`${isLive} and ${episode.returnedToCustodyOn} is not null`,
    order: sql`${episode.returnedToCustodyOn}`,
    type: 'date'
  },
  LATE_REFERRALS: {
    condition: ({ lateReferralDays }) =>
      sql`${isLive} and ${episode.actualReleaseDate} is null and ${planned} - (${episode.referredAt} at time zone 'Europe/London')::date < ${lateReferralDays}::int`,
    order: planned,
    type: 'date'
  },
  HANDOVERS_FAILED: {
    condition: () =>
      sql`${episode.handoverReferralId} is not null and ${episode.diedOn} is null and coalesce(${episode.closureReason}, '') not in ('DIED', 'RECORDED_IN_ERROR')
        and exists (select from ${onwardReferral} as referral where referral.id = ${episode.handoverReferralId} and referral.failed_at is not null)`,
    order: sql`coalesce(${episode.declinedAt}, ${episode.closedAt})`,
    type: 'timestamptz'
  },
  CASELOAD: { condition: () => sql`${isOpen} and ${episode.acceptedAt} is not null`, order: sql`${episode.acceptedAt}`, type: 'timestamptz' }
}

function conditionOf({ list, organisation, cuts, facilityIds, workerId }: Wanted): SQL | undefined {
  return and(
    eq(episode.organisation, organisation),
    eq(episode.service, 'RECONNECT'),
    lists[list].condition(cuts),
    facilityIds ? isAnyOf(episode.facilityId, facilityIds) : undefined,
    workerId
      ? sql`exists (select from ${allocation} where ${allocation.episodeId} = ${episode.id} and ${allocation.workerId} = ${workerId} and ${allocation.endedAt} is null)`
      : undefined
  )
}

/** A page of a worklist of a team, each row with the value by which it is ordered, as the cursor keeps it. */
export async function findWorklist(db: Database, wanted: Wanted, { limit, after }: Page): Promise<{ row: EpisodeRow; place: string }[]> {
  const { order, type } = lists[wanted.list]
  const inOrder = orderedBy({ of: order, type }, episode.id)
  return db
    .select({ row: episode, place: sql<string>`${order}::text` })
    .from(episode)
    .where(and(conditionOf(wanted), inOrder.beyond(after)))
    .orderBy(...inOrder.by)
    .limit(limit + 1)
}

export async function countWorklist(db: Database, wanted: Wanted): Promise<number> {
  const [row] = await db.select({ total: count() }).from(episode).where(conditionOf(wanted))
  return row?.total ?? 0
}

/** How many episodes a team has open in a prison, or with a worker; `key` is the prison's code or the worker's name. */
export type Caseload = { key: string; total: number }

const ofTeam = (organisation: string) =>
  and(eq(episode.organisation, organisation), eq(episode.service, 'RECONNECT'), sql`${isOpen} and ${episode.acceptedAt} is not null`)

export async function findCaseloadsOfPrisons(db: Database, organisation: string, { limit, after }: Page): Promise<Caseload[]> {
  return db
    .select({ key: episode.facilityId, total: count() })
    .from(episode)
    .where(and(ofTeam(organisation), after?.[0] ? gt(episode.facilityId, after[0]) : undefined))
    .groupBy(episode.facilityId)
    .orderBy(asc(episode.facilityId))
    .limit(limit + 1)
}

/** A worker who stands on both sides of the gate has the episode once. */
export async function findCaseloadsOfWorkers(db: Database, organisation: string, { limit, after }: Page): Promise<Caseload[]> {
  return db
    .select({ key: allocation.workerId, total: countDistinct(allocation.episodeId) })
    .from(allocation)
    .innerJoin(episode, and(eq(episode.id, allocation.episodeId), ofTeam(organisation)))
    .where(and(eq(allocation.organisation, organisation), isNull(allocation.endedAt), after?.[0] ? gt(allocation.workerId, after[0]) : undefined))
    .groupBy(allocation.workerId)
    .orderBy(asc(allocation.workerId))
    .limit(limit + 1)
}
