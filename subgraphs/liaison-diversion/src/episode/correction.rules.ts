import { londonDate } from '@throughcare/kit/clock'
import { findDifferences, whyNotDied, whyNotMadeInError, whyNotRecorded, type Correction } from '@throughcare/kit/correction.rules'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { whyTooYoung } from '../child/age.rules.ts'
import {
  diversionFields,
  whyContradicted,
  whyNotClose,
  whyNotCloseThen,
  whyNotCustodyClock,
  whyNotDispose,
  whyNotDivertedThen,
  whyNotOffer,
  whyNotReceive,
  whyNotScreen,
  whyNotThen,
  whyNotUnseen,
  whyNotUnseenThen
} from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

/** What can be corrected of the episode itself: what was written down of the alert, and the codes and times of what followed. */
export const correctable = [
  ...(['facilityId', 'setting', 'source', 'offenceGroup', 'receivedAt', 'custodyClockStartedAt'] as const),
  ...(['screeningOfferedAt', 'screenedAt', 'screeningOutcome', 'screeningRisk', 'screeningUrgency', 'notSeenAt', 'notSeenReason'] as const),
  ...(['custodyDisposalAt', 'custodyDisposal', 'divertedOutOfJusticeAt', 'supportedWithinJusticeAt', 'notDivertedAt'] as const),
  ...(['followUpDueOn', 'isLookedAfter', 'childProtectionPlan', 'isYouthCourtCase', 'closedAt', 'closureReason'] as const)
] satisfies (keyof EpisodeRow)[]

export type Correctable = (typeof correctable)[number]
export type Corrected = Partial<Pick<EpisodeRow, Correctable>>

/** What is taken back of a step that was recorded in error; the first field says that it was recorded. */
export const stepsInError = {
  CUSTODY_CLOCK: ['custodyClockStartedAt'],
  SCREENING_OFFER: ['screeningOfferedAt'],
  SCREENING: ['screenedAt', 'screeningOutcome', 'screeningRisk', 'screeningUrgency'],
  NOT_SEEN: ['notSeenAt', 'notSeenReason'],
  CUSTODY_DISPOSAL: ['custodyDisposalAt', 'custodyDisposal'],
  DIVERTED_OUT_OF_JUSTICE: ['divertedOutOfJusticeAt'],
  SUPPORTED_WITHIN_JUSTICE: ['supportedWithinJusticeAt'],
  NOT_DIVERTED: ['notDivertedAt'],
  CHILD_CIRCUMSTANCES: ['isLookedAfter', 'childProtectionPlan', 'isYouthCourtCase'],
  FOLLOW_UP: ['followUpDueOn']
} as const satisfies Record<string, readonly Correctable[]>

export type StepInError = keyof typeof stepsInError

// What can be written down for the first time by a correction; all else only where it was recorded.
const mayBeNew: readonly Correctable[] = ['custodyClockStartedAt', 'followUpDueOn', 'screeningUrgency']

/** Who wrote a field down, by the column that says so; null where none does. */
export const writtenBy = {
  ...{ facilityId: 'recordedBy', setting: 'recordedBy', source: 'recordedBy', offenceGroup: 'recordedBy' },
  ...{ receivedAt: 'recordedBy', custodyClockStartedAt: 'recordedBy' },
  ...{ screenedAt: 'screenedBy', screeningOutcome: 'screenedBy', screeningRisk: 'screenedBy', screeningUrgency: 'screenedBy' },
  ...{ screeningOfferedAt: 'screeningOfferedBy', notSeenAt: 'notSeenBy', notSeenReason: 'notSeenBy' },
  ...{ custodyDisposalAt: 'custodyDisposalBy', custodyDisposal: 'custodyDisposalBy', closedAt: 'closedBy', closureReason: 'closedBy' },
  ...{ divertedOutOfJusticeAt: 'divertedOutOfJusticeBy', supportedWithinJusticeAt: 'supportedWithinJusticeBy', notDivertedAt: 'notDivertedBy' },
  ...{ isLookedAfter: 'childCircumstancesBy', childProtectionPlan: 'childCircumstancesBy', isYouthCourtCase: 'childCircumstancesBy' },
  followUpDueOn: null
} as const satisfies Record<Correctable, keyof EpisodeRow | null>

/** What a verb wrote over that stood there, as where a child's circumstances change, or somebody else takes the episode on. */
export function writtenOver(before: EpisodeRow, after: EpisodeRow): Correction[] {
  const stood = ([...correctable, 'worker'] as const).filter((field) => before[field] !== null)
  return findDifferences(before, Object.fromEntries(stood.map((field) => [field, after[field]])))
}

/** Why a correction of the episode itself is refused: what it corrects was never recorded, or the pathway it makes is impossible. */
export function whyNotCorrect(
  episode: EpisodeRow,
  corrected: Corrected & Partial<Pick<EpisodeRow, 'assessedAt' | 'specialistDueSince'>>,
  now: Date
): string | null {
  const fields = findDifferences(episode, corrected).map(({ field }) => field)
  const missing = correctable.find((field) => fields.includes(field) && isMissing(episode, field))
  if (missing) return whyNotRecorded(null)
  if (corrected.closureReason === 'RECORDED_IN_ERROR') return whyNotMadeInError
  const became = { ...episode, ...corrected }
  // A death that was told since then is no reason to refuse what is corrected beside it.
  const screenedSince = corrected.screenedAt ? (whyNotAlive(episode, corrected.screenedAt) ?? whyTooYoung(episode.bornOn, corrected.screenedAt)) : null
  const receivedSince = corrected.receivedAt ? whyTooYoung(episode.bornOn, corrected.receivedAt) : null
  const isOfDeath = became.closureReason === 'DIED' && fields.some((field) => field === 'closedAt' || field === 'closureReason')
  const notDied = isOfDeath && became.closedAt ? whyNotDied(episode, londonDate(became.closedAt)) : null
  const contradicted = isAboutDiversion(fields) ? whyContradicted(became) : null
  return screenedSince ?? receivedSince ?? notDied ?? contradicted ?? whyNotWithoutOffer(corrected, became) ?? whyNotCourse({ ...became, diedOn: null }, now)
}

// Whoever declines was offered a screening.
function whyNotWithoutOffer(corrected: Corrected, { notSeenReason }: EpisodeRow): string | null {
  return corrected.screeningOfferedAt === null && notSeenReason === 'DECLINED'
    ? 'The person is recorded as having declined, so a screening was offered. Correct why they were not seen as well.'
    : null
}

function isMissing(episode: EpisodeRow, field: Correctable): boolean {
  if (mayBeNew.includes(field)) return field === 'screeningUrgency' && episode.screenedAt === null
  const whole = Object.values(stepsInError).find((fields: readonly Correctable[]) => fields.includes(field))?.[0]
  return episode[whole ?? field] === null
}

function isAboutDiversion(fields: readonly string[]): boolean {
  return Object.values(diversionFields).some(({ at }) => fields.includes(at))
}

/** Whether corrected fields say where the person was met, or when. */
export function sayWhere(fields: readonly string[]): boolean {
  return fields.some((field) => ['facilityId', 'setting', 'receivedAt'].includes(field))
}

/** Whether corrected fields say by when or in what setting parts of the episode can have been. */
export function sayCourse(fields: readonly string[]): boolean {
  return fields.some((field) => ['setting', 'receivedAt', 'custodyClockStartedAt', 'screenedAt', 'closedAt', 'closureReason'].includes(field))
}

function whyNotStayClosed(episode: EpisodeRow): string | null {
  if (episode.screenedAt || episode.notSeenAt || episode.closureReason === 'DIED') return whyNotClose(episode, episode.closureReason)
  return 'The episode is closed, and nobody would know whether the person was seen. Reopen it, then take that back.'
}

/** Why an episode cannot have gone the way it is written down: the rules of its verbs, asked again step by step. */
export function whyNotCourse(episode: EpisodeRow, now: Date): string | null {
  const { screeningOfferedAt, screenedAt, notSeenAt, custodyDisposal, custodyDisposalAt, assessedAt, closedAt } = episode
  const referred = { ...episode, screeningOfferedAt: null, screenedAt: null, notSeenAt: null, closedAt: null, custodyDisposalAt: null }
  const seen = { ...referred, screenedAt }
  return (
    whyNotReceive(episode.receivedAt, now) ??
    whyNotCustodyClock(episode, now) ??
    (screeningOfferedAt ? whyNotOffer(referred, screeningOfferedAt, now) : null) ??
    (screenedAt ? whyNotScreen({ ...referred, screeningOfferedAt }, screenedAt, now) : null) ??
    (assessedAt ? whyNotThen(seen, assessedAt, now) : null) ??
    (notSeenAt ? (whyNotUnseen(seen) ?? whyNotUnseenThen({ ...referred, screeningOfferedAt }, notSeenAt, now)) : null) ??
    (custodyDisposal && custodyDisposalAt ? whyNotDispose(referred, custodyDisposal, { at: custodyDisposalAt, now }) : null) ??
    whyNotDivertedThen(seen, now) ??
    (closedAt ? (whyNotStayClosed({ ...seen, notSeenAt }) ?? whyNotThen(seen, closedAt, now) ?? whyNotCloseThen(closedAt, [notSeenAt])) : null)
  )
}
