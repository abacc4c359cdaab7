import { index, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant, personalColumns, roomTables } from '@throughcare/kit/room-tables'

export const liaisonDiversion = pgSchema('liaison_diversion')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(liaisonDiversion)

/** One contact period. What happened is kept as when and by whom; where the episode stands is derived. */
export const episode = liaisonDiversion.table(
  'episode',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    facilityId: text('facility_id').notNull(),
    setting: text().$type<'POLICE_CUSTODY' | 'VOLUNTARY_ATTENDANCE' | 'MAGISTRATES_COURT' | 'YOUTH_COURT' | 'CROWN_COURT'>().notNull(),
    source: text().$type<'POLICE' | 'COURT' | 'PROBATION' | 'YOUTH_JUSTICE' | 'SOLICITOR' | 'MENTAL_HEALTH_TEAM' | 'SELF'>().notNull(),
    receivedAt: instant('received_at').notNull(),
    screenedAt: instant('screened_at'),
    screenedBy: text('screened_by'),
    screeningOutcome: text('screening_outcome').$type<'NO_NEED' | 'NEEDS_IDENTIFIED' | 'ASSESSMENT_REQUIRED'>(),
    screeningRisk: text('screening_risk').$type<'LOW' | 'MEDIUM' | 'HIGH'>(),
    notSeenAt: instant('not_seen_at'),
    notSeenBy: text('not_seen_by'),
    notSeenReason: text('not_seen_reason').$type<'RELEASED_BEFORE_SEEN' | 'DECLINED' | 'UNFIT' | 'NO_PRACTITIONER' | 'DUPLICATE'>(),
    diversionAt: instant('diversion_at'),
    diversionBy: text('diversion_by'),
    outcome: text().$type<'DIVERTED_OUT_OF_JUSTICE' | 'SUPPORTED_WITHIN_JUSTICE' | 'NOT_DIVERTED'>(),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    closureReason: text('closure_reason').$type<
      'COMPLETED' | 'TRANSFERRED_TO_SERVICE' | 'DISENGAGED' | 'DECLINED' | 'NOT_SEEN' | 'MOVED_OUT_OF_AREA' | 'DIED'
    >()
  },
  (table) => [
    index('episode_of_record').on(table.recordId),
    index('episode_open_at_facility')
      .on(table.facilityId, table.receivedAt, table.id)
      .where(sql`closed_at is null`)
  ]
)

/** A need that was identified in an episode. */
export const need = liaisonDiversion.table(
  'need',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    episodeId: uuid('episode_id')
      .notNull()
      .references(() => episode.id),
    code: text().notNull(),
    status: text().$type<'IDENTIFIED' | 'ALREADY_SUPPORTED' | 'REFERRED' | 'MET' | 'DECLINED'>().notNull(),
    identifiedAt: instant('identified_at').notNull()
  },
  (table) => [index('need_of_episode').on(table.episodeId)]
)
