import { date, index, integer, jsonb, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { episodeChangeTable } from '@throughcare/kit/episode-history'
import { knownFacilityTable } from '@throughcare/kit/known-facilities'
import { knownNeedTable } from '@throughcare/kit/known-needs'
import { correctionColumns, episodePart, instant, personalColumns, roomTables } from '@throughcare/kit/room-tables'

export const liaisonDiversion = pgSchema('liaison_diversion')

export type ConsentPosition = {
  purpose: string
  decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED' | null
  /** When they decided so; null where they were never asked. What they had said before is not told. */
  decidedAt: string | null
  /** The last day on which a consent holds. */
  until: string | null
  override: { ground: string; until: string } | null
}

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(liaisonDiversion)

/**
 * What `people` told of an identity record: when the person was born and died, and where they stand on sharing. The room writes about
 * records it has heard of, and never asks.
 */
export const knownRecord = liaisonDiversion.table('known_record', {
  recordId: uuid('record_id').primaryKey(),
  bornOn: date('born_on'),
  /** The version that said so, as of what follows: older news is passed over. */
  version: integer().notNull().default(0),
  diedOn: date('died_on'),
  deathVersion: integer('death_version').notNull().default(0),
  /** Where the person stands on each purpose of sharing that was asked; a purpose that is not named never was. */
  positions: jsonb().$type<ConsentPosition[]>().notNull().default([]),
  positionsVersion: integer('positions_version').notNull().default(0)
})

/**
 * What `directory` told of a custody suite, court or prison: what it is, from which day it is open, and the day on which it closed. Of one
 * that is not here nothing is known, and nothing is refused.
 */
export const knownFacility = knownFacilityTable(liaisonDiversion)

/** What `directory` told of the need taxonomy. */
export const knownNeed = knownNeedTable(liaisonDiversion)

/** One contact period. What happened is kept as when and by whom; where the episode stands is derived. */
export const episode = liaisonDiversion.table(
  'episode',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    /** The person's date of birth, kept as `people` tells it: ages are worked out of it. */
    bornOn: date('born_on'),
    /** The day on which the person died, likewise: nothing is done with them after it, and no list of what is to be done holds them. */
    diedOn: date('died_on'),
    facilityId: text('facility_id').notNull(),
    setting: text()
      .$type<
        | 'POLICE_CUSTODY'
        | 'VOLUNTARY_ATTENDANCE'
        | 'MAGISTRATES_COURT'
        | 'YOUTH_COURT'
        | 'CROWN_COURT'
        | 'PROBATION'
        | 'YOUTH_JUSTICE_SERVICE'
        | 'COMMUNITY'
        | 'PRISON'
      >()
      .notNull(),
    source: text().$type<'POLICE' | 'COURT' | 'PROBATION' | 'YOUTH_JUSTICE' | 'SOLICITOR' | 'MENTAL_HEALTH_TEAM' | 'SELF'>().notNull(),
    offenceGroup: text('offence_group')
      .$type<
        | 'VIOLENCE_AGAINST_THE_PERSON'
        | 'SEXUAL'
        | 'ROBBERY'
        | 'THEFT'
        | 'CRIMINAL_DAMAGE_AND_ARSON'
        | 'DRUG'
        | 'POSSESSION_OF_WEAPONS'
        | 'PUBLIC_ORDER'
        | 'MISCELLANEOUS_AGAINST_SOCIETY'
        | 'FRAUD'
        | 'SUMMARY_NON_MOTORING'
        | 'SUMMARY_MOTORING'
        | 'NOT_RECORDED'
      >()
      .notNull()
      .default('NOT_RECORDED'),
    receivedAt: instant('received_at').notNull(),
    custodyClockStartedAt: instant('custody_clock_started_at'),
    screeningOfferedAt: instant('screening_offered_at'),
    screeningOfferedBy: text('screening_offered_by'),
    screenedAt: instant('screened_at'),
    screenedBy: text('screened_by'),
    screeningOutcome: text('screening_outcome').$type<'NO_NEED' | 'NEEDS_IDENTIFIED' | 'ASSESSMENT_REQUIRED'>(),
    screeningRisk: text('screening_risk').$type<'LOW' | 'MEDIUM' | 'HIGH'>(),
    screeningUrgency: text('screening_urgency').$type<'EMERGENCY' | 'VERY_URGENT' | 'URGENT' | 'ROUTINE'>(),
    notSeenAt: instant('not_seen_at'),
    notSeenBy: text('not_seen_by'),
    notSeenReason: text('not_seen_reason').$type<'RELEASED_BEFORE_SEEN' | 'DECLINED' | 'UNFIT' | 'NO_PRACTITIONER' | 'DUPLICATE'>(),
    assessedAt: instant('assessed_at'),
    /** When the first of the assessments was asked for that a specialist has yet to make, kept as they are recorded. */
    specialistDueSince: instant('specialist_due_since'),
    custodyDisposalAt: instant('custody_disposal_at'),
    custodyDisposalBy: text('custody_disposal_by'),
    custodyDisposal: text('custody_disposal').$type<
      'CHARGED' | 'BAILED' | 'RELEASED_UNDER_INVESTIGATION' | 'NO_FURTHER_ACTION' | 'VOLUNTARY_ATTENDANCE_ENDED' | 'MENTAL_HEALTH_ACT'
    >(),
    divertedOutOfJusticeAt: instant('diverted_out_of_justice_at'),
    divertedOutOfJusticeBy: text('diverted_out_of_justice_by'),
    supportedWithinJusticeAt: instant('supported_within_justice_at'),
    supportedWithinJusticeBy: text('supported_within_justice_by'),
    notDivertedAt: instant('not_diverted_at'),
    notDivertedBy: text('not_diverted_by'),
    followUpDueOn: date('follow_up_due_on'),
    /** When the first of the onward referrals was sent of which nothing was heard yet, kept as `referrals` tells of them. */
    unheardSince: instant('unheard_since'),
    childCircumstancesAt: instant('child_circumstances_at'),
    childCircumstancesBy: text('child_circumstances_by'),
    isLookedAfter: text('is_looked_after').$type<'YES' | 'NO' | 'NOT_STATED' | 'NOT_KNOWN'>(),
    childProtectionPlan: text('child_protection_plan').$type<'NEVER' | 'PREVIOUSLY' | 'CURRENTLY' | 'NOT_STATED' | 'NOT_KNOWN'>(),
    isYouthCourtCase: text('is_youth_court_case').$type<'YES' | 'NO' | 'NOT_STATED' | 'NOT_KNOWN'>(),
    /** Who works with the person, by the name they sign in with. */
    worker: text(),
    allocatedAt: instant('allocated_at'),
    allocatedBy: text('allocated_by'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    closureReason: text('closure_reason').$type<
      'COMPLETED' | 'TRANSFERRED_TO_SERVICE' | 'DISENGAGED' | 'DECLINED' | 'NOT_SEEN' | 'MOVED_OUT_OF_AREA' | 'DIED' | 'RECORDED_IN_ERROR'
    >(),
    reopenedAt: instant('reopened_at'),
    reopenedBy: text('reopened_by')
  },
  (table) => [
    index('episode_of_record').on(table.recordId),
    index('episode_open_at_facility')
      .on(table.facilityId, table.receivedAt, table.id)
      .where(sql`closed_at is null`),
    // One index for each worklist, in the order in which it is read.
    index('episode_open_of_worker')
      .on(table.worker, table.receivedAt, table.id)
      .where(sql`closed_at is null`),
    index('episode_open')
      .on(table.organisation, table.receivedAt, table.id)
      .where(sql`closed_at is null`),
    index('episode_unseen_in_custody')
      .on(table.organisation, sql`coalesce(custody_clock_started_at, received_at)`, table.id)
      .where(
        sql`setting = 'POLICE_CUSTODY' and custody_disposal_at is null and screened_at is null and not_seen_at is null and closed_at is null and died_on is null`
      ),
    index('episode_assessment_due')
      .on(
        table.organisation,
        sql`(case when screening_outcome = 'ASSESSMENT_REQUIRED' and assessed_at is null then screened_at else specialist_due_since end)`,
        table.id
      )
      .where(
        sql`((screening_outcome = 'ASSESSMENT_REQUIRED' and assessed_at is null) or specialist_due_since is not null) and closed_at is null and died_on is null`
      ),
    index('episode_follow_up_due')
      .on(table.organisation, table.followUpDueOn, table.id)
      .where(sql`follow_up_due_on is not null and closed_at is null and died_on is null`),
    index('episode_with_unheard_referral')
      .on(table.organisation, table.unheardSince, table.id)
      .where(sql`unheard_since is not null and died_on is null and closure_reason is distinct from 'DIED'`),
    index('episode_with_gaps_in_data')
      .on(table.organisation, table.receivedAt, table.id)
      .where(
        sql`offence_group = 'NOT_RECORDED' or (setting = 'POLICE_CUSTODY' and custody_clock_started_at is null)
          or (screened_at is not null and screening_urgency is null)
          or (closed_at is not null and setting in ('POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE') and custody_disposal_at is null)
          or (closed_at is not null and screened_at is not null and diverted_out_of_justice_at is null
            and supported_within_justice_at is null and not_diverted_at is null)`
      )
  ]
)

/** A need that was identified in an episode. */
export const need = liaisonDiversion.table(
  'need',
  {
    ...episodePart(() => episode.id),
    code: text().notNull(),
    identifiedAt: instant('identified_at').notNull(),
    source: text().$type<'PERSON' | 'SCREENING' | 'ASSESSMENT' | 'HEALTH_RECORD' | 'AGENCY' | 'FAMILY_OR_CARER'>(),
    definition: text(),
    alreadySupportedAt: instant('already_supported_at'),
    referredAt: instant('referred_at'),
    metAt: instant('met_at'),
    declinedAt: instant('declined_at'),
    reviewedBy: text('reviewed_by'),
    noReferralAt: instant('no_referral_at'),
    noReferralBy: text('no_referral_by'),
    noReferralReason: text('no_referral_reason').$type<'NO_SERVICE' | 'WAIT_TOO_LONG' | 'NOT_ELIGIBLE' | 'BETTER_LATER' | 'OTHER'>(),
    ...correctionColumns()
  },
  (table) => [
    index('need_of_episode').on(table.episodeId),
    index('need_without_answer')
      .on(table.organisation, table.identifiedAt, table.id)
      .where(sql`already_supported_at is null and referred_at is null and met_at is null and declined_at is null and no_referral_at is null`)
  ]
)

/** What every part of an episode points at. */
export const ofEpisode = () => episodePart(() => episode.id)

/** What staff did in an episode. */
export const episodeChange = episodeChangeTable(liaisonDiversion, () => episode.id)
