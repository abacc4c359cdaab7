import { and, asc, count, eq, gt, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { episode, need } from '../../db/tables.ts'
import { courtReport } from '../../db/tables/court-report.ts'
import type { CourtReportRow } from '../court-report/court-report.store.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'

export type Worklist = 'IN_CUSTODY_UNSEEN' | 'ASSESSMENTS_DUE' | 'FOLLOW_UPS_OVERDUE' | 'REFERRALS_SILENT' | 'CASELOAD' | 'DATA_QUALITY'

/** What the caller limits a list to; null is no limit. `adultsBornBy` is a day in London. */
export type Limits = {
  adultsBornBy: string
  facilityIds: readonly string[] | null
  worker: string | null
  isAllocated: boolean | null
  ageGroup: 'UNDER_18' | 'ADULT' | null
}

type OfTeam = Limits & { organisation: string }
/**
 * Which episodes are wanted: of a team, and of what the caller limits them to. `today` is a day in London, `silentBy` the last day of sending
 * whose onward referrals count as silent on it.
 */
type Wanted = OfTeam & { list: Worklist; today: string; silentBy: string }

type List = { condition: (days: Pick<Wanted, 'today' | 'silentBy'>) => SQL | undefined; order: SQL }

// Each condition is that of the list's partial index, word for word, so that the index is used.
const isOpen = sql`${episode.closedAt} is null`
// Nothing is to be done with someone who has died, but to close the episode.
const isLive = sql`${isOpen} and ${episode.diedOn} is null`
const isAssessmentRequired = sql`${episode.screeningOutcome} = 'ASSESSMENT_REQUIRED' and ${episode.assessedAt} is null`
const lists: Record<Worklist, List> = {
  IN_CUSTODY_UNSEEN: {
    condition: () =>
      sql`${episode.setting} = 'POLICE_CUSTODY' and ${episode.custodyDisposalAt} is null and ${episode.screenedAt} is null and ${episode.notSeenAt} is null and ${isLive}`,
    order: sql`coalesce(${episode.custodyClockStartedAt}, ${episode.receivedAt})`
  },
  ASSESSMENTS_DUE: {
    condition: () => sql`((${isAssessmentRequired}) or ${episode.specialistDueSince} is not null) and ${isLive}`,
    order: sql`case when ${isAssessmentRequired} then ${episode.screenedAt} else ${episode.specialistDueSince} end`
  },
  FOLLOW_UPS_OVERDUE: {
    condition: ({ today }) => and(isNotNull(episode.followUpDueOn), lt(episode.followUpDueOn, today), isLive),
    order: sql`${episode.followUpDueOn}`
  },
  REFERRALS_SILENT: {
    condition: ({ silentBy }) =>
      sql`${episode.unheardSince} is not null and ${episode.diedOn} is null and ${episode.closureReason} is distinct from 'DIED' and ${episode.unheardSince} < ((${silentBy}::date + 1)::timestamp at time zone 'Europe/London')`,
    order: sql`${episode.unheardSince}`
  },
  CASELOAD: { condition: () => isOpen, order: sql`${episode.receivedAt}` },
  DATA_QUALITY: {
    condition: () =>
      and(
        sql`${episode.closureReason} is distinct from 'RECORDED_IN_ERROR'`,
        or(
          sql`${episode.offenceGroup} = 'NOT_RECORDED'`,
          sql`(${episode.setting} = 'POLICE_CUSTODY' and ${episode.custodyClockStartedAt} is null)`,
          sql`(${episode.screenedAt} is not null and ${episode.screeningUrgency} is null)`,
          sql`(${episode.closedAt} is not null and ${episode.setting} in ('POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE') and ${episode.custodyDisposalAt} is null)`,
          sql`(${episode.closedAt} is not null and ${episode.screenedAt} is not null and ${episode.divertedOutOfJusticeAt} is null
            and ${episode.supportedWithinJusticeAt} is null and ${episode.notDivertedAt} is null)`
        )
      ),
    order: sql`${episode.receivedAt}`
  }
}

/** Of an episode, that it is within the limits; undefined where there are none. */
function isWithin({ adultsBornBy, facilityIds, worker, isAllocated, ageGroup }: Limits): SQL | undefined {
  return and(
    facilityIds ? isAnyOf(episode.facilityId, facilityIds) : undefined,
    worker === null ? undefined : eq(episode.worker, worker),
    isAllocated === null ? undefined : isAllocated ? isNotNull(episode.worker) : isNull(episode.worker),
    ageGroup === 'UNDER_18' ? sql`${episode.bornOn} > ${adultsBornBy}` : undefined,
    ageGroup === 'ADULT' ? sql`${episode.bornOn} <= ${adultsBornBy}` : undefined
  )
}

function conditionOf({ list, organisation, today, silentBy, ...limits }: Wanted): SQL | undefined {
  return and(eq(episode.organisation, organisation), eq(episode.service, 'LIAISON_DIVERSION'), lists[list].condition({ today, silentBy }), isWithin(limits))
}

/** A page of a worklist, each row with the value by which it is ordered, as the cursor keeps it. */
export async function findWorklist(db: Database, wanted: Wanted, { limit, after }: Page): Promise<{ row: EpisodeRow; place: string }[]> {
  const { order } = lists[wanted.list]
  const inOrder = orderedBy({ of: order, type: wanted.list === 'FOLLOW_UPS_OVERDUE' ? 'date' : 'timestamptz' }, episode.id)
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

export type Caseload = { by: 'FACILITY' | 'WORKER'; key: string; total: number }

/** How many episodes of a team are open at each facility, or with each worker, by the facility's code or the worker's name. */
export async function findCaseloadTotals(
  db: Database,
  { organisation, by }: Pick<Caseload, 'by'> & { organisation: string },
  { limit, after }: Page
): Promise<Caseload[]> {
  const key = by === 'FACILITY' ? episode.facilityId : episode.worker
  const rows = await db
    .select({ key, total: count() })
    .from(episode)
    .where(
      and(
        eq(episode.organisation, organisation),
        eq(episode.service, 'LIAISON_DIVERSION'),
        isOpen,
        isNotNull(key),
        after?.[0] === undefined ? undefined : gt(key, after[0])
      )
    )
    .groupBy(key)
    .orderBy(asc(key))
    .limit(limit + 1)
  return rows.map((row) => ({ by, key: row.key ?? '', total: row.total }))
}

const nextHearing = orderedBy(courtReport.hearingOn, courtReport.id)

/** Reports of a team that were asked for and neither issued nor cancelled, in open episodes of the living, by the day of the hearing. */
export async function findReportsDue(db: Database, { organisation, ...limits }: OfTeam, { limit, after }: Page): Promise<CourtReportRow[]> {
  const rows = await db
    .select({ report: courtReport })
    .from(courtReport)
    .innerJoin(episode, and(eq(episode.id, courtReport.episodeId), isLive))
    .where(
      and(
        eq(courtReport.organisation, organisation),
        eq(courtReport.service, 'LIAISON_DIVERSION'),
        isNull(courtReport.issuedAt),
        isNull(courtReport.cancelledAt),
        isWithin(limits),
        nextHearing.beyond(after)
      )
    )
    .orderBy(...nextHearing.by)
    .limit(limit + 1)
  return rows.map(({ report }) => report)
}

/** Of a need, that its episode is within the limits; undefined where there are none. */
export function isOfEpisodeWithin(limits: Limits): SQL | undefined {
  const within = isWithin(limits)
  return within && sql`exists (select from ${episode} where ${episode.id} = ${need.episodeId} and ${within})`
}
