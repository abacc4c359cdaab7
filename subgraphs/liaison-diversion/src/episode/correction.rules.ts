import {
  whyNotAlive,
  whyNotClose,
  whyNotContact,
  whyNotCustodyClock,
  whyNotDispose,
  whyNotOffer,
  whyNotReceive,
  whyNotScreen,
  whyNotThen,
  whyNotUnseen,
  whyNotUnseenThen
} from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

export type Correction = { field: string; oldValue: string | null; newValue: string | null }

/** What can be corrected: what was written down of the alert, and the codes and times of what followed. */
export const correctable = [
  ...(['facilityId', 'setting', 'source', 'offenceGroup', 'receivedAt', 'custodyClockStartedAt'] as const),
  ...(['screeningOfferedAt', 'screenedAt', 'screeningOutcome', 'screeningRisk', 'screeningUrgency', 'notSeenAt', 'notSeenReason'] as const),
  ...(['custodyDisposalAt', 'custodyDisposal', 'closedAt', 'closureReason'] as const)
] satisfies (keyof EpisodeRow)[]

type Correctable = (typeof correctable)[number]
export type Corrected = Partial<Pick<EpisodeRow, Correctable>>

// What a field is a part of: it can be corrected only where that was recorded.
const partOf: Partial<Record<Correctable, keyof EpisodeRow>> = {
  screeningOfferedAt: 'screeningOfferedAt',
  screenedAt: 'screenedAt',
  screeningOutcome: 'screenedAt',
  screeningRisk: 'screenedAt',
  screeningUrgency: 'screenedAt',
  notSeenAt: 'notSeenAt',
  notSeenReason: 'notSeenAt',
  custodyDisposalAt: 'custodyDisposalAt',
  custodyDisposal: 'custodyDisposalAt',
  closedAt: 'closedAt',
  closureReason: 'closedAt'
}

/** Who wrote a field down, by the column that says so. */
export const writtenBy = {
  ...{ facilityId: 'recordedBy', setting: 'recordedBy', source: 'recordedBy', offenceGroup: 'recordedBy' },
  ...{ receivedAt: 'recordedBy', custodyClockStartedAt: 'recordedBy' },
  ...{ screenedAt: 'screenedBy', screeningOutcome: 'screenedBy', screeningRisk: 'screenedBy', screeningUrgency: 'screenedBy' },
  ...{ screeningOfferedAt: 'screeningOfferedBy', notSeenAt: 'notSeenBy', notSeenReason: 'notSeenBy' },
  ...{ custodyDisposalAt: 'custodyDisposalBy', custodyDisposal: 'custodyDisposalBy', closedAt: 'closedBy', closureReason: 'closedBy' }
} as const satisfies Record<Correctable, keyof EpisodeRow>

/** The values that differ from what stands, as the history keeps them. */
export function findCorrections(episode: EpisodeRow, corrected: Partial<EpisodeRow>): Correction[] {
  const fields = Object.keys(corrected) as (keyof EpisodeRow)[]
  return fields
    .map((field) => ({ field, oldValue: plain(episode[field]), newValue: plain(corrected[field]) }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue)
}

function plain(value: unknown): string | null {
  if (value == null) return null
  return value instanceof Date ? value.toISOString() : String(value)
}

/** Why a correction is refused: nothing would change, what it corrects was never recorded, or the pathway it makes is impossible. */
export function whyNotCorrect(episode: EpisodeRow, corrected: Corrected, now: Date): string | null {
  const corrections = findCorrections(episode, corrected)
  if (corrections.length === 0) return 'Nothing would change. Give what was wrong as it should be.'
  const missing = corrections.find(({ field }) => isMissing(episode, field as Correctable))
  if (missing) return 'What you correct was not recorded in this episode. Record it instead.'
  // A death that was told since then is no reason to refuse what is corrected beside it.
  const screenedSince = corrected.screenedAt ? whyNotAlive(episode, corrected.screenedAt) : null
  return screenedSince ?? whyNotCourse({ ...episode, ...corrected, diedOn: null }, now)
}

function isMissing(episode: EpisodeRow, field: Correctable): boolean {
  const whole = partOf[field]
  return whole !== undefined && episode[whole] === null
}

/** Whether corrected fields say where the person was met, or when. */
export function sayWhere(fields: readonly string[]): boolean {
  return fields.some((field) => ['facilityId', 'setting', 'receivedAt'].includes(field))
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
    (closedAt ? (whyNotClose({ ...seen, notSeenAt }) ?? whyNotThen(seen, closedAt, now)) : null)
  )
}

/** Why the contacts that stand do not go with an episode as it would become. */
export function whyNotKeepContacts(episode: EpisodeRow, contacts: readonly { contactAt: Date }[], now: Date): string | null {
  for (const { contactAt } of contacts) {
    const fault = whyNotContact({ ...episode, diedOn: null }, contactAt, now)
    if (fault) return `A contact that is recorded would not go with that. ${fault}`
  }
  return null
}
