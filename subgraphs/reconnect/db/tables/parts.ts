import { bigint, boolean, date, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { episodeChangeTable } from '@throughcare/kit/episode-history'
import { onwardReferralTable } from '@throughcare/kit/onward-referrals'
import { peerAssignmentColumns } from '@throughcare/kit/peer-support'
import { correctionColumns, instant } from '@throughcare/kit/room-tables'
import type {
  AllocationSide,
  ContactAttendance,
  ContactMechanism,
  ContactPurpose,
  ContinuityKind,
  ContinuityMeans,
  GoalStatus,
  NoReferralReason,
  PeerSupportAnswer,
  PeerSupportOutcome,
  PlannedReleaseReason,
  ReconnectNeedStatus,
  ResettlementPathway
} from '../codes.ts'
import { episode, ofEpisode, reconnect } from '../tables.ts'

// Of what there may be one of, there is one that stands: those withdrawn are as many as there were.
const whenWithdrawn = sql`coalesce(withdrawn_at, '-infinity'::timestamptz)`

/** A release date as it was planned at some time. Dates move; none is overwritten. */
export const plannedRelease = reconnect.table(
  'planned_release',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    date: date().notNull(),
    reason: text().$type<PlannedReleaseReason>().notNull(),
    /** Grows with each row: of two dates set at one instant, which came first. */
    place: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity()
  },
  (table) => [index('planned_release_of_episode').on(table.episodeId)]
)

/** What the person and the navigator set out to reach, for one need. */
export const goal = reconnect.table(
  'goal',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    needCode: text('need_code').notNull(),
    status: text().$type<GoalStatus>().notNull(),
    setAt: instant('set_at').notNull(),
    reviewedAt: instant('reviewed_at'),
    reviewedBy: text('reviewed_by')
  },
  (table) => [index('goal_of_episode').on(table.episodeId)]
)

/** A need that the assessment found. */
export const need = reconnect.table(
  'need',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    code: text().notNull(),
    pathway: text().$type<ResettlementPathway>().notNull(),
    status: text().$type<ReconnectNeedStatus>().notNull(),
    identifiedAt: instant('identified_at').notNull(),
    statusAt: instant('status_at').notNull(),
    statusBy: text('status_by').notNull(),
    /** Why nothing followed; null where that was not recorded, and once the need is identified anew. */
    noReferralAt: instant('no_referral_at'),
    noReferralBy: text('no_referral_by'),
    noReferralReason: text('no_referral_reason').$type<NoReferralReason>()
  },
  (table) => [
    uniqueIndex('need_of_episode').on(table.episodeId, table.code, whenWithdrawn),
    index('need_without_answer')
      .on(table.organisation, table.identifiedAt, table.id)
      .where(sql`status = 'IDENTIFIED' and no_referral_at is null and withdrawn_at is null`)
  ]
)

/** What `referrals` tells of this service's onward referrals. */
export const onwardReferral = onwardReferralTable(reconnect, () => episode.id)

/** A contact with the person, or one that was meant to be. */
export const contact = reconnect.table(
  'contact',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    contactAt: instant('contact_at').notNull(),
    purpose: text().$type<ContactPurpose>().notNull(),
    mechanism: text().$type<ContactMechanism>().notNull(),
    attendance: text().$type<ContactAttendance>().notNull(),
    isPeerSupport: boolean('is_peer_support').notNull().default(false)
  },
  (table) => [index('contact_of_episode').on(table.episodeId, table.contactAt)]
)

/** A worker for a person, on one side of the gate. The two sides overlap; none is taken away by the release itself. */
export const allocation = reconnect.table(
  'allocation',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    side: text().$type<AllocationSide>().notNull(),
    workerId: text('worker_id').notNull(),
    allocatedAt: instant('allocated_at').notNull(),
    acceptedAt: instant('accepted_at'),
    endedAt: instant('ended_at')
  },
  (table) => [
    index('allocation_of_episode').on(table.episodeId),
    index('allocation_of_worker')
      .on(table.organisation, table.workerId, table.episodeId)
      .where(sql`ended_at is null`)
  ]
)

/** A move to another prison before the release; the episode itself names the prison of now. */
export const prisonTransfer = reconnect.table(
  'prison_transfer',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    fromFacilityId: text('from_facility_id').notNull(),
    facilityId: text('facility_id').notNull(),
    transferredOn: date('transferred_on').notNull(),
    /** Grows with each row: of two moves on one day, which came first. */
    place: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity()
  },
  (table) => [index('prison_transfer_of_episode').on(table.episodeId)]
)

/** How long the prison's supply of one kind lasts after release, and when it goes on in the community. */
export const continuity = reconnect.table(
  'continuity',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    kind: text().$type<ContinuityKind>().notNull(),
    daysInHand: integer('days_in_hand').notNull(),
    continuesOn: date('continues_on'),
    continuesBy: text('continues_by').$type<ContinuityMeans>()
  },
  (table) => [uniqueIndex('continuity_of_episode').on(table.episodeId, table.kind, whenWithdrawn)]
)

/** That peer support was offered, and what the person said. */
export const peerOffer = reconnect.table(
  'peer_offer',
  {
    ...ofEpisode(),
    ...correctionColumns(),
    offeredAt: instant('offered_at').notNull(),
    answer: text().$type<PeerSupportAnswer>().notNull(),
    /** Grows with each row: of two offers made at one instant, which was written down first. */
    place: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity()
  },
  (table) => [index('peer_offer_of_episode').on(table.episodeId, table.offeredAt)]
)

/** A peer support worker of a partner organisation who is assigned to the person. */
export const peerAssignment = reconnect.table(
  'peer_assignment',
  {
    ...peerAssignmentColumns(() => episode.id),
    outcome: text().$type<PeerSupportOutcome>()
  },
  (table) => [
    index('peer_assignment_of_episode').on(table.episodeId),
    uniqueIndex('peer_assignment_in_force')
      .on(table.episodeId, table.subject)
      .where(sql`ended_at is null`)
  ]
)

/** What staff did in an episode. */
export const episodeChange = episodeChangeTable(reconnect, () => episode.id)
