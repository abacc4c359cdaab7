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
