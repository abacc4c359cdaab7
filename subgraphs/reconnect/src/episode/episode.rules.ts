import { londonDate } from '@throughcare/kit/clock'
import { whyNotReopen } from '@throughcare/kit/correction.rules'
import type { ClosureReason } from '../../db/codes.ts'
import { isCalledOff } from '../gate/gate.rules.ts'
import { supportLastsUntil, supportStartsOn, whyNotOpen } from '../release/release.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

export type Phase = 'REFERRED' | 'DECLINED' | 'ACCEPTED' | 'PRE_RELEASE' | 'TRANSITION' | 'POST_RELEASE' | 'CLOSED'

export type Course = Pick<
  EpisodeRow,
  'referredAt' | 'acceptedAt' | 'declinedAt' | 'closedAt' | 'assessedAt' | 'healthNeedsMetOn' | 'plannedReleaseDate' | 'actualReleaseDate' | 'extendedUntil'
> &
  Partial<Pick<EpisodeRow, 'diedOn'>>

/**
 * Where an episode stands on a day. Support up to 12 weeks before release, then transition, then follow-up — NHS England, RECONNECT
 * (england.nhs.uk/commissioning/health-just/reconnect). Time alone neither releases anyone nor closes an episode.
 */
export function phaseOf({ acceptedAt, declinedAt, closedAt, plannedReleaseDate, actualReleaseDate }: Course, today: string): Phase {
  if (closedAt) return 'CLOSED'
  if (declinedAt) return 'DECLINED'
  if (!acceptedAt) return 'REFERRED'
  if (actualReleaseDate) return today > actualReleaseDate ? 'POST_RELEASE' : 'TRANSITION'
  if (!plannedReleaseDate || today < supportStartsOn(plannedReleaseDate)) return 'ACCEPTED'
  return today === plannedReleaseDate ? 'TRANSITION' : 'PRE_RELEASE'
}

// Each rule answers why not, in a sentence for a practitioner, or null.

// Before the Home Office asked for diversion of mentally disordered offenders (circular 66/90) there was no such service.
const firstServices = '1990-01-01'

/** What is known of the person; null where it is not known, or they live. */
export type Lifetime = { birthDate?: string | null | undefined; diedOn?: string | null | undefined }

export function whyNotRefer(referredAt: Date, { birthDate, diedOn }: Lifetime, now: Date): string | null {
  const referredOn = londonDate(referredAt)
  if (diedOn && referredOn > diedOn) return 'The person died before the referral. Check whose record it is, and the time.'
  if (birthDate && referredOn < birthDate) return 'The person was born after the referral. Check whose record it is, and the year.'
  if (referredOn < firstServices) return 'The referral lies before 1990, when there was no such service. Check the year.'
  return referredAt > now ? 'The referral lies in the future. Give the time at which it came.' : null
}

/** For accepting and for declining. */
export function whyNotDecide(episode: Course, decidedAt: Date, now: Date): string | null {
  if (episode.closedAt) return 'The episode is closed.'
  if (episode.acceptedAt) return 'The referral was already accepted. Close the episode if support ends.'
  if (episode.declinedAt) return 'The referral was already declined.'
  if (decidedAt < episode.referredAt) return 'The decision lies before the referral. Check both times.'
  return decidedAt > now ? 'The decision lies in the future. Give the time at which it was made.' : null
}

/** `closedOn` is the day of `closedAt` in London. */
export function whyNotClose(
  episode: Course,
  { reason, closedAt, closedOn }: { reason: ClosureReason; closedAt: Date; closedOn: string },
  now: Date
): string | null {
  // Of the wrong person, an episode is closed as such whatever was decided on the referral.
  const isInError = reason === 'RECORDED_IN_ERROR'
  const shut = whyNotOpen(isInError ? { ...episode, declinedAt: null } : episode)
  if (shut) return shut
  if (isInError && closedAt < episode.referredAt) return 'The closing lies before the referral. Check both times.'
  if (isInError) return closedAt > now ? 'The closing lies in the future. Give the time at which it took place.' : null
  if (!episode.acceptedAt) return 'Accept or decline the referral; only an accepted one is closed.'
  if (closedAt < episode.acceptedAt) return 'The closing lies before the acceptance. Check both times.'
  if (closedAt > now) return 'The closing lies in the future. Give the time at which it took place.'
  return whyNotForReason(episode, reason, closedOn)
}

/** No needs were met that nobody assessed. Asked of what is recorded here: an old system's file may tell the closing alone. */
export function whyNotNeedsMet({ assessedAt }: Pick<Course, 'assessedAt'>, reason: ClosureReason | null): string | null {
  return reason === 'NEEDS_MET' && !assessedAt ? 'No need was assessed in this episode. Assess the needs first, or give another reason.' : null
}

/** When something took place: an instant, or a day in London where only that is known. */
export type Done = Date | string | null

type Steps = Pick<
  EpisodeRow,
  | 'assessedAt'
  | 'planMadeAt'
  | 'gateMeetingAt'
  | 'gateMeetingOutcome'
  | 'temporarilyReleasedOn'
  | 'actualReleaseDate'
  | 'gpRegisteredOn'
  | 'treatmentStartedOn'
  | 'returnedToCustodyOn'
>

/** When the steps of an episode itself took place. What came of a meeting may be written down on its day, before its hour; one that was cancelled took place on none. */
export function stepsDone(episode: Steps): Done[] {
  const { assessedAt, planMadeAt, gateMeetingAt, gateMeetingOutcome, temporarilyReleasedOn, actualReleaseDate } = episode
  const { gpRegisteredOn, treatmentStartedOn, returnedToCustodyOn } = episode
  const metOn = gateMeetingAt && gateMeetingOutcome && !isCalledOff(gateMeetingOutcome) ? londonDate(gateMeetingAt) : null
  return [assessedAt, planMadeAt, metOn, temporarilyReleasedOn, actualReleaseDate, gpRegisteredOn, treatmentStartedOn, returnedToCustodyOn]
}

/** Why an episode cannot have been closed at a time, by when things were done in it. */
export function whyNotCloseThen(closedAt: Date, done: readonly Done[]): string | null {
  const closedOn = londonDate(closedAt)
  return done.some((at) => at && (typeof at === 'string' ? at > closedOn : at > closedAt))
    ? 'Something in this episode took place after that time: a contact, a review or another step. Close it as of the last of them, or later.'
    : null
}

/** Why an episode cannot be opened again; one that was closed in error after a decline can, and is declined still. */
export function whyNotOpenAgain(episode: Course & Pick<EpisodeRow, 'closureReason'>): string | null {
  return episode.declinedAt && !episode.closedAt
    ? 'The referral was declined, and a new referral starts a new episode. If it was declined in error, take the decline back by correcting the episode.'
    : whyNotReopen(episode)
}

function whyNotForReason(episode: Course, reason: ClosureReason, closedOn: string): string | null {
  if (reason === 'NOT_RELEASED' && episode.actualReleaseDate) return 'A release is recorded for this episode. Give another reason.'
  if (reason === 'RECALLED_OR_RETURNED_TO_CUSTODY' && !episode.actualReleaseDate) return 'No release is recorded for this episode. Record the release first.'
  if (reason === 'NEEDS_MET' && episode.assessedAt && !episode.healthNeedsMetOn)
    return 'Not every health need is settled, or none was met. Review the needs first, or give another reason.'
  if (reason !== 'SIX_MONTHS_REACHED') return null
  const endsOn = supportLastsUntil(episode)
  if (endsOn === null) return 'Six months are counted from the release, and none is recorded for this episode.'
  return closedOn < endsOn ? 'Support has not reached its last day yet. Give another reason.' : null
}

/** An episode as if it had no end: what is corrected in one that ended is asked the rules of its verbs all the same. */
export function asOpen<Episode extends Pick<Course, 'declinedAt' | 'closedAt'>>(episode: Episode): Episode {
  return { ...episode, declinedAt: null, closedAt: null }
}

/** Why something cannot have been in an episode at a time, which may have ended since: by the rule of its verb, and not after the end. */
export function whyNotHaveHad<Episode extends Course>(episode: Episode, at: Date, rule: (open: Episode) => string | null): string | null {
  const whyNot = rule(asOpen(episode))
  if (whyNot) return whyNot
  const endedAt = episode.closedAt ?? episode.declinedAt
  return endedAt && at > endedAt ? 'That lies after the end of the episode. Check the time, or open the episode again.' : null
}
