import { date, index, integer, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { knownFacilityTable } from '@throughcare/kit/known-facilities'
import { knownNeedTable } from '@throughcare/kit/known-needs'
import { episodePart, instant, personalColumns, roomTables } from '@throughcare/kit/room-tables'
import type {
  ClosureReason,
  CustodySetting,
  DeclineReason,
  EligibilityFinding,
  FirstNightAccommodation,
  GateMeetingOutcome,
  ReferralSource,
  ResettlementArea,
  RiskOfSeriousHarm
} from './codes.ts'

export const reconnect = pgSchema('reconnect')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(reconnect)

/** What `people` last published of an identity record: the birth date, for the rule of age alone, and the death, which stops clocks. */
export const knownPerson = reconnect.table('known_person', {
  recordId: uuid('record_id').primaryKey(),
  birthDate: date('birth_date'),
  /** The record's version that said so; older news is passed over. */
  version: integer().notNull().default(0),
  /** Null where no death was told, or it was told in error. */
  diedOn: date('died_on'),
  deathVersion: integer('death_version').notNull().default(0),
  retentionClass: text('retention_class').notNull().default('operational')
})

/** What `directory` told of facilities. */
export const knownFacility = knownFacilityTable(reconnect)

/** What `directory` told of the need taxonomy. */
export const knownNeed = knownNeedTable(reconnect)

/** One contact period around one release. What happened is kept as when and by whom; the phase is derived. */
export const episode = reconnect.table(
  'episode',
  {
    id: uuid().primaryKey(),
    ...personalColumns,
    facilityId: text('facility_id').notNull(),
    source: text().$type<ReferralSource>().notNull(),
    referredAt: instant('referred_at').notNull(),
    /** The day on which the person died. Kept in step with what `people` tells. */
    diedOn: date('died_on'),
    /** When the facts of eligibility below were last written down; null while nobody has. */
    eligibilityCheckedAt: instant('eligibility_checked_at'),
    eligibilityCheckedBy: text('eligibility_checked_by'),
    custodySetting: text('custody_setting').$type<CustodySetting>(),
    healthNeed: text('health_need').$type<EligibilityFinding>(),
    strugglesToEngage: text('struggles_to_engage').$type<EligibilityFinding>(),
    riskOfSeriousHarm: text('risk_of_serious_harm').$type<RiskOfSeriousHarm>(),
    intensiveServices: text('intensive_services').$type<EligibilityFinding>(),
    residentialRehabilitation: text('residential_rehabilitation').$type<EligibilityFinding>(),
    resettlementArea: text('resettlement_area').$type<ResettlementArea>(),
    acceptedAt: instant('accepted_at'),
    acceptedBy: text('accepted_by'),
    declinedAt: instant('declined_at'),
    declinedBy: text('declined_by'),
    declineReason: text('decline_reason').$type<DeclineReason>(),
    /** The onward referral by which a declined person was handed over. */
    handoverReferralId: uuid('handover_referral_id'),
    assessedAt: instant('assessed_at'),
    assessedBy: text('assessed_by'),
    /** The day on which the last health need was settled; null while one is open or none is known. Kept in step with the needs. */
    healthNeedsMetOn: date('health_needs_met_on'),
    planMadeAt: instant('plan_made_at'),
    planMadeBy: text('plan_made_by'),
    /** When a goal that is not finished was looked at longest ago: its last review, else its setting. Null while none is open. Kept in step with the goals. */
    goalsOpenSince: instant('goals_open_since'),
    /** The latest of the episode's planned releases. */
    plannedReleaseDate: date('planned_release_date'),
    actualReleaseDate: date('actual_release_date'),
    releaseRecordedBy: text('release_recorded_by'),
    sleptAt: text('slept_at').$type<FirstNightAccommodation>(),
    temporarilyReleasedOn: date('temporarily_released_on'),
    temporaryReleaseRecordedBy: text('temporary_release_recorded_by'),
    gateMeetingAt: instant('gate_meeting_at'),
    /** When the meeting was to be before a moved release date moved it; null while it stands as planned. */
    gateMeetingMovedFrom: instant('gate_meeting_moved_from'),
    gateMeetingPlannedBy: text('gate_meeting_planned_by'),
    gateMeetingOutcome: text('gate_meeting_outcome').$type<GateMeetingOutcome>(),
    gateMeetingRecordedBy: text('gate_meeting_recorded_by'),
    /** The day of the first contact since the release at which the person was seen. Kept in step with the contacts. */
    firstContactOn: date('first_contact_on'),
    gpRegisteredOn: date('gp_registered_on'),
    gpRegistrationRecordedBy: text('gp_registration_recorded_by'),
    treatmentStartedOn: date('treatment_started_on'),
    treatmentStartRecordedBy: text('treatment_start_recorded_by'),
    returnedToCustodyOn: date('returned_to_custody_on'),
    returnRecordedBy: text('return_recorded_by'),
    extendedUntil: date('extended_until'),
    extendedAt: instant('extended_at'),
    extendedBy: text('extended_by'),
    extensionReason: text('extension_reason'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    closureReason: text('closure_reason').$type<ClosureReason>()
  },
  (table) => [
    index('episode_of_record').on(table.recordId),
    index('episode_due_for_release')
      .on(table.facilityId, table.plannedReleaseDate, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and actual_release_date is null`),
    index('episode_without_plan')
      .on(table.organisation, table.plannedReleaseDate, table.id)
      .where(
        sql`closed_at is null and declined_at is null and died_on is null and actual_release_date is null and accepted_at is not null and plan_made_at is null`
      ),
    index('episode_planned')
      .on(table.organisation, table.plannedReleaseDate, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and actual_release_date is null`),
    index('episode_to_be_met')
      .on(table.organisation, table.gateMeetingAt, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and gate_meeting_outcome is null`),
    index('episode_unseen_since_release')
      .on(table.organisation, table.actualReleaseDate, table.id)
      .where(
        sql`closed_at is null and declined_at is null and died_on is null and actual_release_date is not null and first_contact_on is null and returned_to_custody_on is null`
      ),
    index('episode_near_the_end')
      .on(table.organisation, table.actualReleaseDate, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and extended_until is null`),
    index('episode_extended')
      .on(table.organisation, table.extendedUntil, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and extended_until is not null`),
    index('episode_with_needs_met')
      .on(table.organisation, table.healthNeedsMetOn, table.id)
      .where(
        sql`closed_at is null and declined_at is null and died_on is null and actual_release_date is not null and health_needs_met_on is not null and extended_until is null`
      ),
    index('episode_back_in_custody')
      .on(table.organisation, table.returnedToCustodyOn, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and returned_to_custody_on is not null`),
    index('episode_with_open_goals')
      .on(table.organisation, table.goalsOpenSince, table.id)
      .where(sql`closed_at is null and declined_at is null and died_on is null and goals_open_since is not null`),
    index('episode_handed_over')
      .on(table.organisation, sql`coalesce(declined_at, closed_at)`, table.id)
      .where(sql`handover_referral_id is not null and died_on is null`),
    index('episode_open_of_prison')
      .on(table.organisation, table.facilityId, table.acceptedAt, table.id)
      .where(sql`closed_at is null and declined_at is null and accepted_at is not null`),
    index('episode_open')
      .on(table.organisation, table.acceptedAt, table.id)
      .where(sql`closed_at is null and declined_at is null and accepted_at is not null`)
  ]
)

/** What every part of an episode points at. */
export const ofEpisode = () => episodePart(() => episode.id)
