import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { findDifferences, whyNotDied, whyNotMadeInError, whyNotRecorded, type Correction } from '@throughcare/kit/correction.rules'
import { whyNotReleaseTemporarily, whyNotReturnToCustody } from '../custody/custody.rules.ts'
import { whyNotCheckEligibility, whyNotHandOver, whyNotHaveDeclinedFor } from '../eligibility/eligibility.rules.ts'
import { gateDay, whyNotPlanGateMeeting, whyNotRecordGateMeeting } from '../gate/gate.rules.ts'
import { whyNotMakePlan } from '../goal/goal.rules.ts'
import { whyNotAssess } from '../need/need.rules.ts'
import { whyNotExtend, whyNotRecordRelease } from '../release/release.rules.ts'
import { whyNotRecordMilestone } from '../task/task.rules.ts'
import { asOpen, stepsDone, whyNotClose, whyNotCloseThen, whyNotDecide, whyNotNeedsMet, whyNotRefer } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

const facts = [
  ...(['custodySetting', 'healthNeed', 'strugglesToEngage', 'riskOfSeriousHarm'] as const),
  ...(['intensiveServices', 'residentialRehabilitation', 'resettlementArea'] as const)
]

export function isFact(field: string): boolean {
  return facts.some((fact) => fact === field)
}

/** What can be corrected of the episode itself: what was written down of the referral, and the days, times and codes of what followed. */
export const correctable = [
  ...(['facilityId', 'source', 'referredAt'] as const),
  ...facts,
  ...(['acceptedAt', 'declinedAt', 'declineReason', 'handoverReferralId', 'assessedAt', 'planMadeAt'] as const),
  ...(['gateMeetingAt', 'gateMeetingOutcome', 'temporarilyReleasedOn', 'actualReleaseDate', 'sleptAt'] as const),
  ...(['gpRegisteredOn', 'treatmentStartedOn', 'returnedToCustodyOn', 'extendedUntil', 'extensionReason', 'closedAt', 'closureReason'] as const)
] satisfies (keyof EpisodeRow)[]

export type Correctable = (typeof correctable)[number]
export type Corrected = Partial<Pick<EpisodeRow, Correctable>>

/** What is taken back of a step that was recorded in error; the first field says that it was recorded. */
export const stepsInError = {
  ACCEPTANCE: ['acceptedAt'],
  DECLINE: ['declinedAt', 'declineReason', 'handoverReferralId'],
  HANDOVER: ['handoverReferralId'],
  ASSESSMENT: ['assessedAt'],
  PLAN: ['planMadeAt'],
  GATE_MEETING: ['gateMeetingAt', 'gateMeetingOutcome'],
  GATE_MEETING_OUTCOME: ['gateMeetingOutcome'],
  TEMPORARY_RELEASE: ['temporarilyReleasedOn'],
  RELEASE: ['actualReleaseDate', 'sleptAt'],
  GP_REGISTRATION: ['gpRegisteredOn'],
  TREATMENT_START: ['treatmentStartedOn'],
  RETURN_TO_CUSTODY: ['returnedToCustodyOn'],
  EXTENSION: ['extendedUntil', 'extensionReason']
} as const satisfies Record<string, readonly Correctable[]>

export type StepInError = keyof typeof stepsInError

/** Who wrote a field down, by the column that says so. */
const writtenBy = {
  ...{ facilityId: 'recordedBy', source: 'recordedBy', referredAt: 'recordedBy' },
  ...{ acceptedAt: 'acceptedBy', declinedAt: 'declinedBy', declineReason: 'declinedBy', assessedAt: 'assessedBy', planMadeAt: 'planMadeBy' },
  ...{ gateMeetingAt: 'gateMeetingPlannedBy', gateMeetingOutcome: 'gateMeetingRecordedBy', temporarilyReleasedOn: 'temporaryReleaseRecordedBy' },
  ...{ actualReleaseDate: 'releaseRecordedBy', sleptAt: 'releaseRecordedBy', gpRegisteredOn: 'gpRegistrationRecordedBy' },
  ...{ treatmentStartedOn: 'treatmentStartRecordedBy', returnedToCustodyOn: 'returnRecordedBy' },
  ...{ extendedUntil: 'extendedBy', extensionReason: 'extendedBy', closedAt: 'closedBy', closureReason: 'closedBy' }
} as const satisfies Partial<Record<Correctable, keyof EpisodeRow>>

/** The column that says who wrote a field of an episode down. */
export function writerOf(episode: Pick<EpisodeRow, 'closedAt'>, field: Correctable): keyof EpisodeRow {
  if (field === 'handoverReferralId') return episode.closedAt ? 'closedBy' : 'declinedBy'
  return field in writtenBy ? writtenBy[field as keyof typeof writtenBy] : 'eligibilityCheckedBy'
}

/** What a verb wrote over that stood there, as where a release is recorded again. A move to another prison stands beside the one before. */
export function writtenOver(before: EpisodeRow, after: EpisodeRow): Correction[] {
  const stood = correctable.filter((field) => field !== 'facilityId' && before[field] !== null)
  return findDifferences(before, Object.fromEntries(stood.map((field) => [field, after[field]])))
}

/** What cannot have been without a release. */
const followingRelease = [
  ['returnedToCustodyOn', 'The return to custody'],
  ['treatmentStartedOn', 'The start of treatment'],
  ['extendedUntil', 'The extension of support']
] as const

/** What is corrected of an episode, and as what it would become; `birthDate` is asked where the time of the referral is corrected. */
type Correcting = { corrected: Corrected; after: EpisodeRow; birthDate?: string | null | undefined }

/**
 * Why a correction of the episode itself is refused: what it corrects was never recorded, or the pathway it makes is impossible. What went
 * against a rule before is no reason to refuse what is corrected beside it.
 */
export function whyNotCorrect(before: EpisodeRow, { corrected, after, birthDate = null }: Correcting, now: Date): string | null {
  const fields = findDifferences(before, corrected).map(({ field }) => field as Correctable)
  if (fields.some((field) => isMissing(before, field))) return whyNotRecorded(null)
  if (corrected.closureReason === 'RECORDED_IN_ERROR') return whyNotMadeInError
  if (before.gateMeetingAt && after.gateMeetingAt && !after.gateMeetingOutcome && after.plannedReleaseDate === null)
    return 'A meeting at the gate is planned for that day. Take it back too.'
  const following = before.actualReleaseDate && !after.actualReleaseDate && followingRelease.find(([field]) => after[field] !== null)
  if (following) return `${following[1]} that is recorded follows from the release. Take it back too.`
  const notDied = fields.some((field) => ends.includes(field)) ? whyNotEndedByDeath(after) : null
  if (notDied) return notDied
  const whyNotFor = corrected.declineReason ? whyNotHaveDeclinedFor(corrected.declineReason, after) : whyNotNeedsMet(after, corrected.closureReason ?? null)
  if (whyNotFor) return whyNotFor
  const stood = faultsOf({ ...before, birthDate }, now)
  return faultsOf({ ...after, birthDate }, now).find((fault, place) => fault !== null && fault !== stood[place]) ?? null
}

const ends: readonly Correctable[] = ['declinedAt', 'declineReason', 'closedAt', 'closureReason']

function whyNotEndedByDeath(episode: EpisodeRow): string | null {
  const endedAt = episode.closedAt ?? episode.declinedAt
  return endedAt && (episode.closureReason ?? episode.declineReason) === 'DIED' ? whyNotDied(episode, londonDate(endedAt)) : null
}

// Facts of eligibility may be found out late; where somebody slept may be added; a handover may have been left out. All else only where it was recorded.
function isMissing(episode: EpisodeRow, field: Correctable): boolean {
  // Once the referral is decided nothing is checked any more, and a correction is the one way to write down what was found out.
  if (isFact(field)) return episode.eligibilityCheckedAt === null && whyNotCheckEligibility(episode) === null
  if (field === 'sleptAt') return episode.actualReleaseDate === null
  if (field === 'handoverReferralId') return episode.declinedAt === null && episode.closedAt === null
  return episode[field] === null
}

/** Why an episode cannot have gone the way it is written down, each step in its place: the rules of its verbs, asked again step by step, as if it had no end but for that of the end itself. */
function faultsOf(episode: EpisodeRow & { birthDate: string | null }, now: Date): (string | null)[] {
  const today = londonDate(now)
  const open = asOpen(episode)
  const [undecided, unreleased] = [
    { ...open, acceptedAt: null },
    { ...open, actualReleaseDate: null }
  ]
  const { acceptedAt, declinedAt, assessedAt, planMadeAt, gateMeetingAt, actualReleaseDate, gpRegisteredOn, treatmentStartedOn } = episode
  const { temporarilyReleasedOn, returnedToCustodyOn, extendedUntil, extensionReason } = episode
  const answers = [
    whyNotRefer(episode.referredAt, { birthDate: episode.birthDate }, now),
    acceptedAt && (whyNotDecide(undecided, acceptedAt, now) ?? whyNotAlive(episode, acceptedAt)),
    declinedAt && whyNotDecide(open, declinedAt, now),
    assessedAt && whyNotAssess(open, { codes: [], standing: [], assessedAt }, now),
    planMadeAt && whyNotMakePlan(open, { needCodes: ['any'], standing: [], madeAt: planMadeAt }, now),
    gateMeetingAt && whyNotPlanGateMeeting({ ...unreleased, plannedReleaseDate: gateDay(episode), gateMeetingOutcome: null }, gateMeetingAt),
    episode.gateMeetingOutcome && whyNotRecordGateMeeting(open, episode.gateMeetingOutcome, now),
    temporarilyReleasedOn && whyNotReleaseTemporarily(unreleased, temporarilyReleasedOn, today),
    actualReleaseDate && whyNotRecordRelease(open, actualReleaseDate, today),
    gpRegisteredOn && whyNotRecordMilestone(open, { milestone: 'REGISTERED_WITH_GP', on: gpRegisteredOn }, today),
    treatmentStartedOn && whyNotRecordMilestone(open, { milestone: 'STARTED_TREATMENT', on: treatmentStartedOn }, today),
    returnedToCustodyOn && whyNotReturnToCustody(open, returnedToCustodyOn, today),
    extendedUntil && whyNotExtend({ ...open, extendedUntil: null }, { until: extendedUntil, reason: extensionReason ?? '' }),
    whyNotEnd(episode, open, now),
    episode.closedAt && whyNotCloseThen(episode.closedAt, stepsDone(episode))
  ]
  return answers.map((answer) => answer || null)
}

function whyNotEnd({ declineReason, closureReason, closedAt, handoverReferralId }: EpisodeRow, open: EpisodeRow, now: Date): string | null {
  const reason = closureReason ?? declineReason
  const whyNotOver = reason && whyNotHandOver(reason, closureReason || declineReason ? handoverReferralId : null)
  if (whyNotOver) return whyNotOver
  return closedAt && closureReason ? whyNotClose(open, { reason: closureReason, closedAt, closedOn: londonDate(closedAt) }, now) : null
}
