import { whyNotIdentifyNeed } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { NeedRow } from './need.store.ts'

export type NeedStatus = 'IDENTIFIED' | 'ALREADY_SUPPORTED' | 'REFERRED' | 'MET' | 'DECLINED'
export type NeedReview = Exclude<NeedStatus, 'IDENTIFIED'>

/** Where each later standing of a need is written down; of two at one instant the one further down counts. */
export const needFields = {
  ALREADY_SUPPORTED: 'alreadySupportedAt',
  REFERRED: 'referredAt',
  DECLINED: 'declinedAt',
  MET: 'metAt'
} as const satisfies Record<NeedReview, keyof NeedRow>

type Standing = Pick<NeedRow, 'identifiedAt' | 'alreadySupportedAt' | 'referredAt' | 'metAt' | 'declinedAt'>

/** Where a need stands, out of what was recorded of it last. */
export function standingOf(need: Standing): { status: NeedStatus; at: Date } {
  let last: { status: NeedStatus; at: Date } = { status: 'IDENTIFIED', at: need.identifiedAt }
  for (const [status, field] of Object.entries(needFields)) {
    const at = need[field]
    if (at && at >= last.at) last = { status: status as NeedStatus, at }
  }
  return last
}

/** A need with where it stands, as the rules of onward referrals ask it. */
export function withStatus<Need extends Standing>(need: Need): Need & { status: NeedStatus } {
  return { ...need, status: standingOf(need).status }
}

/** Why needs cannot be added to those that stand: each code is named once. */
export function whyNotAdd(standing: readonly { code: string }[], given: readonly { needCode: string }[]): string | null {
  if (given.length === 0) return 'Name at least one need.'
  const codes = given.map(({ needCode }) => needCode)
  if (new Set(codes).size < codes.length) return 'A need is named twice. Name each once.'
  return standing.some(({ code }) => codes.includes(code)) ? 'The episode names one of these needs already. Record what became of it instead.' : null
}

export function whyNotReview(need: Standing, status: NeedStatus, { at, now }: { at: Date; now: Date }): string | null {
  if (status === 'IDENTIFIED') return 'A need is identified once. Say what became of it: already supported, referred, met or declined.'
  if (at > now) return 'The time lies in the future. Give the time at which it happened.'
  return at < standingOf(need).at ? 'The time lies before what was recorded of this need last. Check the times.' : null
}

type Reviews = Pick<NeedRow, (typeof needFields)[NeedReview]>
const noReviews: Reviews = { alreadySupportedAt: null, referredAt: null, metAt: null, declinedAt: null }

/** What was recorded of a need as it should be: the last of it is taken back for what is given, and all of it for IDENTIFIED. */
export function restate(need: Standing, status: NeedStatus | null, statusAt: Date | null): Partial<Reviews> {
  const last = standingOf(need)
  const wanted = status ?? last.status
  if (wanted === 'IDENTIFIED') return noReviews
  const takenBack = last.status === 'IDENTIFIED' ? {} : { [needFields[last.status]]: null }
  const earlier = wanted === last.status ? null : need[needFields[wanted]]
  return { ...takenBack, [needFields[wanted]]: statusAt ?? earlier ?? last.at }
}

/** Why it cannot be said anew where a need stands. */
export function whyNotRestate(need: Standing, status: NeedStatus | null, statusAt: Date | null): string | null {
  if (status === null && statusAt === null) return null
  const last = standingOf(need).status
  if (last === 'IDENTIFIED') return status === 'IDENTIFIED' ? null : 'Nothing is recorded yet of what became of this need. Record it instead.'
  const restated = { ...need, ...restate(need, status, statusAt) }
  return standingOf(restated).status === (status ?? last) ? null : 'The time lies before what was recorded of this need earlier. Check the times.'
}

/** Why a need cannot be in an episode as it is written down. */
export function whyNotHaveNeed(episode: EpisodeRow, need: Reviews, now: Date): string | null {
  if (Object.values(needFields).some((field) => (need[field] ?? now) > now)) return 'The time lies in the future. Give the time at which it happened.'
  return whyNotIdentifyNeed({ ...episode, closedAt: null })
}

export function whyTwice(needs: readonly { code: string }[]): string | null {
  return new Set(needs.map(({ code }) => code)).size < needs.length ? 'The episode names one of these needs already. Take back one of the two.' : null
}
