import { z } from 'zod'
import type { FeedEvent } from '@throughcare/kit/feed'
import type { EventRow } from './event.store.ts'

type Step = 'opens' | 'ends' | 'reopens' | null

/**
 * What each event of a service is in a person's journey, and whether it opens, ends or reopens the span of what it is about. An event
 * that does not stand here is no step of a journey.
 */
export const journeySteps = {
  'liaison-diversion.referral-received': ['LIAISON_DIVERSION_REFERRAL', 'opens'],
  'liaison-diversion.screening-recorded': ['LIAISON_DIVERSION_SCREENING', null],
  'liaison-diversion.not-seen-recorded': ['LIAISON_DIVERSION_NOT_SEEN', null],
  'liaison-diversion.specialist-assessment-requested': ['LIAISON_DIVERSION_ASSESSMENT_REQUESTED', null],
  'liaison-diversion.assessment-recorded': ['LIAISON_DIVERSION_ASSESSMENT', null],
  'liaison-diversion.contact-recorded': ['LIAISON_DIVERSION_CONTACT', null],
  'liaison-diversion.court-report-requested': ['COURT_REPORT_REQUESTED', null],
  'liaison-diversion.court-report-issued': ['COURT_REPORT_ISSUED', null],
  'liaison-diversion.information-shared': ['INFORMATION_SHARED', null],
  'liaison-diversion.custody-disposal-recorded': ['CUSTODY_ENDED', null],
  'liaison-diversion.justice-outcome-recorded': ['JUSTICE_OUTCOME', null],
  'liaison-diversion.diversion-recorded': ['LIAISON_DIVERSION_OUTCOME', null],
  'liaison-diversion.episode-reopened': ['LIAISON_DIVERSION_REOPENED', 'reopens'],
  'liaison-diversion.episode-closed': ['LIAISON_DIVERSION_CLOSED', 'ends'],
  'reconnect.referral-received': ['RECONNECT_REFERRAL', 'opens'],
  'reconnect.referral-accepted': ['RECONNECT_ACCEPTED', null],
  'reconnect.referral-declined': ['RECONNECT_DECLINED', 'ends'],
  'reconnect.release-date-set': ['RELEASE_DATE_SET', null],
  'reconnect.goal-set': ['GOAL_SET', null],
  'reconnect.goal-reviewed': ['GOAL_REVIEWED', null],
  'reconnect.needs-assessed': ['RECONNECT_ASSESSMENT', null],
  'reconnect.plan-made': ['RECONNECT_PLAN', null],
  'reconnect.contact-recorded': ['RECONNECT_CONTACT', null],
  'reconnect.gate-meeting-recorded': ['GATE_MEETING', null],
  'reconnect.prison-transferred': ['PRISON_TRANSFER', null],
  'reconnect.temporarily-released': ['TEMPORARY_RELEASE', null],
  'reconnect.released': ['RELEASED', null],
  'reconnect.medicine-continuity-recorded': ['MEDICINE_SUPPLIED', null],
  'reconnect.treatment-continuity-recorded': ['TREATMENT_SUPPLIED', null],
  'reconnect.treatment-started': ['TREATMENT_STARTED', null],
  'reconnect.gp-registered': ['GP_REGISTERED', null],
  'reconnect.returned-to-custody': ['RETURNED_TO_CUSTODY', null],
  'reconnect.support-extended': ['RECONNECT_EXTENDED', null],
  'reconnect.episode-reopened': ['RECONNECT_REOPENED', 'reopens'],
  'reconnect.episode-closed': ['RECONNECT_CLOSED', 'ends'],
  'referrals.referral-sent': ['REFERRAL_SENT', 'opens'],
  'referrals.referral-received': ['REFERRAL_RECEIVED', null],
  'referrals.referral-accepted': ['REFERRAL_ACCEPTED', null],
  'referrals.referral-declined': ['REFERRAL_DECLINED', 'ends'],
  'referrals.appointment-offered': ['APPOINTMENT_OFFERED', null],
  'referrals.appointment-attended': ['APPOINTMENT_ATTENDED', null],
  'referrals.appointment-missed': ['APPOINTMENT_MISSED', null],
  'referrals.support-started': ['SERVICE_SUPPORT_STARTED', null],
  'referrals.referral-ended': ['REFERRAL_ENDED', 'ends'],
  'referrals.referral-redirected': ['REFERRAL_REDIRECTED', 'ends'],
  'referrals.referral-withdrawn': ['REFERRAL_WITHDRAWN', 'ends'],
  'referrals.signposted': ['SIGNPOSTED', null],
  'referrals.take-up-recorded': ['SIGNPOST_TAKE_UP', null]
} as const satisfies Record<string, readonly [string, Step]>

/**
 * Which of several of its kind an event tells of, by the fact that says so: told again with a later version, it stands as it was told last; but
 * a goal is reviewed many times (`manyOfOne`, `event.store.ts`), and all of its reviews stand until they are taken back.
 */
const partIdOf: Partial<Record<string, string>> = {
  'liaison-diversion.specialist-assessment-requested': 'assessmentId',
  'liaison-diversion.assessment-recorded': 'assessmentId',
  'liaison-diversion.contact-recorded': 'contactId',
  'liaison-diversion.court-report-requested': 'courtReportId',
  'liaison-diversion.information-shared': 'informationShareId',
  'liaison-diversion.justice-outcome-recorded': 'justiceOutcomeId',
  'liaison-diversion.diversion-recorded': 'diversionId',
  'reconnect.release-date-set': 'plannedReleaseId',
  'reconnect.goal-set': 'goalId',
  'reconnect.goal-reviewed': 'goalId',
  'reconnect.contact-recorded': 'contactId',
  'reconnect.prison-transferred': 'transferId'
}

const withdrawal = /^([a-z-]+)\.step-withdrawn$/

export type JourneyEventKind = (typeof journeySteps)[keyof typeof journeySteps][0]
export type DetailType = 'LiaisonDiversionEpisode' | 'ReconnectEpisode' | 'OnwardReferral' | 'Signpost'

const steps: Record<string, readonly [JourneyEventKind, Step]> = journeySteps

/** The kinds that begin what they are about, those that end it, and those after which it goes on. */
export const opening = kindsThat('opens')
export const ending = kindsThat('ends')
export const reopening = kindsThat('reopens')

function kindsThat(step: Step): ReadonlySet<JourneyEventKind> {
  return new Set(Object.values(steps).flatMap(([kind, does]) => (does === step ? [kind] : [])))
}

/** What a role must hold to be shown what an event is about: the scope its owner asks for. */
export const scopeOfDetail: Record<DetailType, string> = {
  LiaisonDiversionEpisode: 'liaison-diversion:read',
  ReconnectEpisode: 'reconnect:read',
  OnwardReferral: 'referral:read',
  Signpost: 'referral:read'
}

const episodeShape = z.object({ episodeId: z.uuid(), facilityId: z.string().nullish() })
const madeBy = z.enum(['LIAISON_DIVERSION', 'RECONNECT'])
const referralsShape = z.union([z.object({ referralId: z.uuid(), madeBy }), z.object({ signpostId: z.uuid(), madeBy })])

type Pointer = Pick<EventRow, 'detailType' | 'detailId' | 'service' | 'facilityId'>

/** What the events of each room point at. */
const pointers: Record<string, (payload: unknown) => Pointer> = {
  'liaison-diversion': (payload) => ({ detailType: 'LiaisonDiversionEpisode', service: 'LIAISON_DIVERSION', ...readEpisode(payload) }),
  reconnect: (payload) => ({ detailType: 'ReconnectEpisode', service: 'RECONNECT', ...readEpisode(payload) }),
  referrals: readReferralOrSignpost
}

function readEpisode(payload: unknown) {
  const { episodeId, facilityId } = episodeShape.parse(payload)
  return { detailId: episodeId, facilityId: facilityId ?? null }
}

function readReferralOrSignpost(payload: unknown): Pointer {
  const about = referralsShape.parse(payload)
  const origin = { service: about.madeBy, facilityId: null }
  return 'referralId' in about
    ? { detailType: 'OnwardReferral', detailId: about.referralId, ...origin }
    : { detailType: 'Signpost', detailId: about.signpostId, ...origin }
}

const supplyShape = z.object({ runsOutOn: z.iso.date(), continuesOn: z.iso.date().nullable() })

function readSupply(payload: unknown): Pick<EventRow, 'runsOutOn' | 'continuesOn'> {
  return supplyShape.safeParse(payload).data ?? { runsOutOn: null, continuesOn: null }
}

const withdrawalShape = z.object({ step: z.string(), partId: z.uuid().nullable() })

/** What an event tells, by its kind and which of several it is; or that this was told in error. */
function toStep({ type, payload }: FeedEvent): Pick<EventRow, 'partId' | 'isWithdrawn'> & { kind: JourneyEventKind | undefined } {
  const [, service] = type.match(withdrawal) ?? []
  if (service) {
    const { step, partId } = withdrawalShape.parse(payload)
    return { kind: steps[`${service}.${step}`]?.[0], partId, isWithdrawn: true }
  }
  // Of what was told before these ids were, none is known.
  const partId = z.uuid().safeParse((payload as Record<string, unknown>)[partIdOf[type] ?? '']).data ?? null
  return { kind: steps[type]?.[0], partId, isWithdrawn: isMistake(type, payload) }
}

/** An onward referral that was made by mistake, such as of the wrong person, is no part of anybody's journey once it was taken back. */
function isMistake(type: string, payload: unknown): boolean {
  return type === 'referrals.referral-withdrawn' && (payload as { reason?: unknown }).reason === 'MISTAKEN_OR_DUPLICATE'
}

/** The step of a journey that an event of a service is, or null where it is none. */
export function toJourneyEvent(event: FeedEvent): EventRow | null {
  const { kind, ...step } = toStep(event)
  const pointTo = pointers[event.type.split('.')[0] ?? '']
  if (!kind || !pointTo || !event.recordId) return null
  return {
    id: event.eventId,
    recordId: event.recordId,
    organisation: event.organisation,
    version: event.subjectVersion,
    retentionClass: 'adult-mental-health',
    recordedAt: new Date(event.recordedAt),
    recordedBy: event.actor,
    kind,
    ...step,
    occurredAt: new Date(event.occurredAt),
    ...readSupply(event.payload),
    ...pointTo(event.payload)
  }
}

/** True for events about the same thing. */
export function isSameDetail(one: Detail, other: Detail): boolean {
  return one.detailId === other.detailId && one.detailType === other.detailType
}

type Detail = Pick<EventRow, 'detailType' | 'detailId'>

/**
 * The event as a row of the team whose case it is: that of whoever opened it. A provider that accepts a referral writes in the course of
 * the team that sent it.
 */
export function ownByOpener(event: EventRow, course: readonly EventRow[]): EventRow {
  const opener = course.find((other) => isSameDetail(other, event) && opening.has(other.kind))
  return opener ? { ...event, organisation: opener.organisation } : event
}
