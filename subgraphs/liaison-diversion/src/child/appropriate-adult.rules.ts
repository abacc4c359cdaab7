import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { longestHeldDays } from '../episode/episode.rules.ts'
import { ageAt } from './age.rules.ts'
import type { AppropriateAdultRow } from './appropriate-adult.store.ts'

type Held = Pick<EpisodeRow, 'setting' | 'bornOn' | 'receivedAt' | 'custodyClockStartedAt'> & Partial<Pick<EpisodeRow, 'diedOn'>>

// Police and Criminal Evidence Act 1984, Code C, 1.4, 1.5, 3.15 and 3.21: for children and vulnerable adults, in custody and at voluntary interviews.
export function whyNotCall(
  { setting, bornOn, receivedAt, custodyClockStartedAt, diedOn }: Held,
  reason: AppropriateAdultRow['reason'],
  { at, now }: { at: Date; now: Date }
): string | null {
  if (setting !== 'POLICE_CUSTODY' && setting !== 'VOLUNTARY_ATTENDANCE')
    return `An appropriate adult is called to a police station. The person was met ${setting.endsWith('_COURT') ? 'at court' : 'elsewhere'}.`
  if (at > now) return 'The time lies in the future. Give the time at which they were called.'
  if (custodyClockStartedAt && at < custodyClockStartedAt) return 'The call lies before the custody clock began. Check both times.'
  if (receivedAt.getTime() - at.getTime() > longestHeldDays * 24 * 3_600_000)
    return 'The call lies more than fourteen days before the alert: nobody is held so long. Check both times.'
  return whyNotAlive({ diedOn }, at) ?? whyNotFor(reason, (ageAt(bornOn, at) ?? 18) < 18)
}

/** Why none is called any more: what is written down late counts as of its time. */
export function whyNotCallSince({ closedAt }: Pick<EpisodeRow, 'closedAt'>, at: Date): string | null {
  return closedAt && at > closedAt ? 'The call lies after the closing of the episode. Check the time; if the work goes on, reopen the episode.' : null
}

function whyNotFor(reason: AppropriateAdultRow['reason'], isChild: boolean): string | null {
  if (isChild && reason !== 'CHILD') return 'The person is under 18, so one is called for a child.'
  return !isChild && reason === 'CHILD' ? 'The person is 18 or older. If they are vulnerable, call one for a vulnerable adult.' : null
}

export function whyNotArrive({ calledAt, arrivedAt }: Pick<AppropriateAdultRow, 'calledAt' | 'arrivedAt'>, at: Date, now: Date): string | null {
  if (arrivedAt) return 'Their arrival is already recorded.'
  if (at > now) return 'The time lies in the future. Give the time at which they arrived.'
  return at < calledAt ? 'The arrival lies before the call. Check both times.' : null
}

/** Why a call, and an arrival where there was one, cannot be in an episode as they are written down. */
export function whyNotHaveCalled(
  episode: Held,
  { reason, calledAt, arrivedAt }: Pick<AppropriateAdultRow, 'reason' | 'calledAt' | 'arrivedAt'>,
  now: Date
): string | null {
  return whyNotCall(episode, reason, { at: calledAt, now }) ?? (arrivedAt ? whyNotArrive({ calledAt, arrivedAt: null }, arrivedAt, now) : null)
}

/** Whole minutes from the call to the arrival: the Home Office collects the time to arrive. */
export function minutesToArrive({ calledAt, arrivedAt }: Pick<AppropriateAdultRow, 'calledAt' | 'arrivedAt'>): number | null {
  return arrivedAt ? Math.floor((arrivedAt.getTime() - calledAt.getTime()) / 60_000) : null
}
