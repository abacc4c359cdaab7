import { whyNotRecord } from '../service/service.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'

/** What anyone who works with people may suggest to change; needs, sites and staff lines are an editor's. */
export const suggestible = [
  ...(['name', 'status', 'description', 'minimumAge', 'maximumAge', 'url', 'email', 'phone', 'eligibility', 'applicationProcess', 'alert'] as const),
  ...(['takesNoFixedAbode', 'takesUnder18', 'takesSex', 'referralRoute', 'needsConsent', 'waitingDays', 'bankHolidays', 'convictionExclusions'] as const)
]
export type Suggestible = (typeof suggestible)[number]
export type Changes = Partial<Pick<ServiceRow, Suggestible>>
type Suggested = Partial<Record<Suggestible, unknown>>

/** Of what was suggested, what is not so already. A name and a status cannot be emptied: null says nothing of them. */
export function changesIn(suggested: Suggested, standing: Readonly<Record<Suggestible, unknown>>): Changes {
  const isGiven = (field: Suggestible) => suggested[field] !== undefined && (suggested[field] !== null || (field !== 'name' && field !== 'status'))
  const differs = (field: Suggestible) => isGiven(field) && JSON.stringify(suggested[field]) !== JSON.stringify(standing[field])
  return Object.fromEntries(suggestible.flatMap((field) => (differs(field) ? [[field, suggested[field]]] : [])))
}

type Standing = Parameters<typeof whyNotRecord>[0] & { withdrawnAt: Date | null }

/** Why a suggestion cannot be taken; null where it can: an editor must be able to accept it as it is. */
export function whyNotSuggest(standing: Standing, changes: Changes): string | null {
  if (standing.withdrawnAt) return 'The source of this service no longer lists it, so there is nothing to put right.'
  if (Object.keys(changes).length === 0) return 'The entry says so already: suggest something that is different.'
  return whyNotRecord({ ...standing, ...changes } as Standing, new Set(standing.needCodes))
}

export type State = 'PENDING' | 'ACCEPTED' | 'DECLINED'

/** Why a suggestion cannot be decided on; null where it can. Who declines says why: the practitioner reads it. */
export function whyNotDecide({ state }: { state: State }, { accept, reason }: { accept: boolean; reason?: string | null }): string | null {
  if (state !== 'PENDING') return `This suggestion has been ${state === 'ACCEPTED' ? 'accepted' : 'declined'} already.`
  return !accept && !reason?.trim() ? 'Say why the suggestion is declined: whoever made it reads that.' : null
}
