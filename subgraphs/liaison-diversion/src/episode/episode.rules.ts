import { londonDate } from '@throughcare/kit/clock'
import { whyNotDoInError, whyNotReopen } from '@throughcare/kit/correction.rules'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { whyTooYoung } from '../child/age.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { whyTooFarAhead } from './far-ahead.rules.ts'

export type EpisodeState = 'REFERRED' | 'OFFERED' | 'SCREENED' | 'ASSESSED' | 'NOT_SEEN' | 'CLOSED'

type Dying = Partial<Pick<EpisodeRow, 'diedOn'>>
type Course = Pick<EpisodeRow, 'receivedAt' | 'screenedAt' | 'notSeenAt' | 'closedAt'> & Dying
type Offered = Course & Pick<EpisodeRow, 'screeningOfferedAt'>

/** Where an episode stands, out of what happened. */
export function stateOf({ screeningOfferedAt, screenedAt, assessedAt, notSeenAt, closedAt }: Offered & Pick<EpisodeRow, 'assessedAt'>): EpisodeState {
  if (closedAt) return 'CLOSED'
  if (screenedAt) return assessedAt ? 'ASSESSED' : 'SCREENED'
  if (notSeenAt) return 'NOT_SEEN'
  return screeningOfferedAt ? 'OFFERED' : 'REFERRED'
}

/** The episode as it stood at a time: closed only if it was by then. */
export function asOf<Episode extends { closedAt: Date | null }>(episode: Episode, at: Date): Episode {
  return episode.closedAt && episode.closedAt < at ? episode : { ...episode, closedAt: null }
}

export type DiversionOutcome = 'DIVERTED_OUT_OF_JUSTICE' | 'SUPPORTED_WITHIN_JUSTICE' | 'NOT_DIVERTED'

/** Where each outcome of diversion is written down: they are facts of their own, and several may hold. */
export const diversionFields = {
  DIVERTED_OUT_OF_JUSTICE: { at: 'divertedOutOfJusticeAt', by: 'divertedOutOfJusticeBy' },
  SUPPORTED_WITHIN_JUSTICE: { at: 'supportedWithinJusticeAt', by: 'supportedWithinJusticeBy' },
  NOT_DIVERTED: { at: 'notDivertedAt', by: 'notDivertedBy' }
} as const satisfies Record<DiversionOutcome, { at: keyof EpisodeRow; by: keyof EpisodeRow }>

export const everyOutcome = Object.keys(diversionFields) as DiversionOutcome[]

/** What became of the case as far as diversion goes: what was decided last; at one instant, what goes furthest. */
export function diversionOf(
  episode: Pick<EpisodeRow, 'divertedOutOfJusticeAt' | 'supportedWithinJusticeAt' | 'notDivertedAt'>
): { outcome: DiversionOutcome; at: Date } | null {
  let last: { outcome: DiversionOutcome; at: Date } | null = null
  for (const [outcome, { at: field }] of Object.entries(diversionFields)) {
    const at = episode[field]
    if (at && (!last || at > last.at)) last = { outcome: outcome as DiversionOutcome, at }
  }
  return last
}

// Diversion is often decided late and by someone else: that nobody was diverted holds until a diversion is decided, and none is undone by it.
type Diverted = Pick<EpisodeRow, 'divertedOutOfJusticeAt' | 'supportedWithinJusticeAt' | 'notDivertedAt'>

/** Why outcomes of diversion contradict each other: "not diverted" lies after a diversion that stands. */
export function whyContradicted({ divertedOutOfJusticeAt, supportedWithinJusticeAt, notDivertedAt }: Diverted): string | null {
  const isUndone = [divertedOutOfJusticeAt, supportedWithinJusticeAt].some((at) => at && notDivertedAt && at < notDivertedAt)
  return isUndone
    ? 'That the person was not diverted would come after a diversion, though a diversion is recorded as decided. Check both times, or correct what was recorded in error.'
    : null
}

/** Why an outcome of diversion is not recorded: each is a fact of its own, and recorded once. */
export function whyNotDivert(episode: EpisodeRow, outcome: DiversionOutcome, { at, now }: { at: Date; now: Date }): string | null {
  const { at: field } = diversionFields[outcome]
  if (episode[field]) return 'That outcome is already recorded. Correct it if its time was wrong, or take it back if it was recorded in error.'
  return whyNotDivertThen(episode, outcome, { at, now }) ?? whyContradicted({ ...episode, [field]: at })
}

/**
 * Why an outcome of diversion cannot have been decided at a time. Police and courts may divert somebody, or not, before anybody of the service
 * saw them, and where nobody did; support while the case goes on is the service's own referral, which follows the screening (NHS England, L&D, "about").
 */
export function whyNotDivertThen({ receivedAt, screenedAt }: Course, outcome: DiversionOutcome, { at, now }: { at: Date; now: Date }): string | null {
  if (at > now) return future
  if (at < receivedAt) return 'The diversion lies before the referral. Check both times.'
  if (outcome !== 'SUPPORTED_WITHIN_JUSTICE') return null
  if (!screenedAt)
    return 'Support while the case goes on follows the screening. Record the screening first, or what others decided of someone who was not seen.'
  return at < screenedAt ? 'Support while the case goes on lies before the screening, which it follows. Check both times.' : null
}

/** Why the outcomes of diversion of an episode cannot have been decided when it says. */
export function whyNotDivertedThen(episode: Course & Diverted, now: Date, outcomes = everyOutcome): string | null {
  const faults = outcomes.map((outcome) => {
    const at = episode[diversionFields[outcome].at]
    return at && whyNotDivertThen(episode, outcome, { at, now })
  })
  return faults.find((fault) => fault !== null) ?? null
}

// Each rule answers why not, in a sentence for a practitioner, or null. The pathway's order is NHS England's: identification, screening,
// assessment, referral (england.nhs.uk, L&D, "about").

const future = 'The time lies in the future. Give the time at which it happened.'

export function whyNotReceive(receivedAt: Date, now: Date): string | null {
  return receivedAt > now ? 'The referral lies in the future. Give the time at which the alert came.' : null
}

/** Why nobody of that age, or no more alive, can be referred at that time. */
export function whyNotOfPerson({ receivedAt }: Pick<EpisodeRow, 'receivedAt'>, { bornOn, diedOn }: { bornOn: string; diedOn: string | null }): string | null {
  if (diedOn !== null && diedOn < londonDate(receivedAt))
    return 'The person is recorded as having died before the alert. Check the time; if the death is wrong, withdraw it in their record first.'
  return whyTooYoung(bornOn, receivedAt)
}

/** Nobody is held by the police for longer, in days: Terrorism Act 2000, schedule 8, paragraph 36. */
export const longestHeldDays = 14

// Police and Criminal Evidence Act 1984, s41: detention before charge is counted from the relevant time, 24 hours in the first place; an
// alert may come before someone arrives at the suite, hardly a day before.
export function whyNotCustodyClock({ setting, receivedAt, custodyClockStartedAt }: CustodyClock, now: Date): string | null {
  if (!custodyClockStartedAt) return null
  if (setting !== 'POLICE_CUSTODY') return 'A custody clock runs in police custody only. Leave it out, or correct the setting.'
  if (custodyClockStartedAt > now) return 'The custody clock starts in the future. Check the time.'
  const daysAfter = (custodyClockStartedAt.getTime() - receivedAt.getTime()) / (24 * 3_600_000)
  if (daysAfter > 1) return 'The custody clock starts more than a day after the alert. Check both times.'
  return daysAfter < -longestHeldDays ? 'The custody clock starts more than fourteen days before the alert: nobody is held so long. Check both times.' : null
}

type CustodyClock = Pick<EpisodeRow, 'setting' | 'receivedAt' | 'custodyClockStartedAt'>

export function whyNotOffer(episode: Offered, at: Date, now: Date): string | null {
  if (episode.closedAt) return 'The episode is closed, so nothing more can be offered in it. Receive a new referral.'
  if (episode.screenedAt) return 'A screening is already recorded for this episode.'
  if (episode.screeningOfferedAt) return 'A screening was already offered. Record it, or why the person was not seen.'
  if (episode.notSeenAt) return 'This person was recorded as not seen. Receive a new referral if they can be seen after all.'
  return whyNotThen(episode, at, now) ?? whyNotAlive(episode, at)
}

export function whyNotScreen(episode: Course & Partial<Offered>, screenedAt: Date, now: Date): string | null {
  if (episode.closedAt) return 'The episode is closed, so nothing more can be screened in it. Receive a new referral.'
  if (episode.screenedAt) return 'A screening is already recorded for this episode.'
  if (episode.notSeenAt)
    return 'This person was recorded as not seen. If that was wrong, take it back first (NOT_SEEN) by a correction; if they were seen later, receive a new referral.'
  if (screenedAt < episode.receivedAt) return 'The screening lies before the referral. Check both times.'
  if (episode.screeningOfferedAt && screenedAt < episode.screeningOfferedAt) return 'The screening lies before its offer. Check both times.'
  if (screenedAt > now) return 'The screening lies in the future. Give the time at which it took place.'
  return whyNotAlive(episode, screenedAt)
}

export function whyNotUnseen(episode: Course): string | null {
  if (episode.closedAt) return 'The episode is closed. If that was wrong, reopen it, or correct why the person was not seen.'
  if (episode.notSeenAt) return 'Why the person was not seen is already recorded. Correct it if that was wrong.'
  return episode.screenedAt ? 'A screening is recorded for this episode, so the person was seen.' : null
}

/** Why something in the course of an episode cannot have happened at a time. */
export function whyNotThen(episode: Course, at: Date, now: Date): string | null {
  if (at > now) return future
  return at < (episode.screenedAt ?? episode.receivedAt) ? 'The time lies before the referral or the screening. Check the times.' : null
}

/** Why someone cannot have been found not to be seen, or have declined, at a time. */
export function whyNotUnseenThen(episode: Offered, at: Date, now: Date): string | null {
  if (episode.screeningOfferedAt && at < episode.screeningOfferedAt) return 'The time lies before the offer of the screening. Check both times.'
  return whyNotThen(episode, at, now)
}

export function whyNotIdentifyNeed(episode: Course): string | null {
  if (episode.closedAt) return 'The episode is closed. Needs found later belong to a new episode.'
  return episode.screenedAt ? null : 'Needs are identified by the screening or after it. Record the screening first.'
}

/** Why an assessment cannot be made, or asked of a specialist, at a time. */
export function whyNotAssess(episode: Course, at: Date, now: Date): string | null {
  if (episode.closedAt) return 'The episode is closed. Reopen it, or receive a new referral.'
  if (!episode.screenedAt) return 'An assessment follows the screening. Record the screening first.'
  return whyNotThen(episode, at, now) ?? whyNotAlive(episode, at)
}

/** A contact may be written down late: it counts when it took place, and none takes place after the closing or the person's death. */
export function whyNotContact(episode: Course & Pick<EpisodeRow, 'closureReason'>, at: Date, now: Date): string | null {
  if (at > now) return future
  if (at < episode.receivedAt) return 'The contact lies before the referral. Check both times.'
  if (episode.closureReason === 'RECORDED_IN_ERROR') return whyNotDoInError(episode, null)
  if (!episode.closedAt || at <= episode.closedAt) return whyNotAlive(episode, at)
  const closed =
    episode.closureReason === 'DIED'
      ? 'The episode was closed before this contact because the person died. Check the time; if they live, correct the reason of the closing.'
      : 'The contact lies after the closing of the episode. Reopen it, or receive a new referral.'
  return whyNotAlive(episode, at) ?? closed
}

/** A follow-up is due on a day from the contact on and within a year of it, in an episode that goes on. */
export function whyNotFollowUp(episode: Course, followUpDueOn: string | null, contactAt: Date): string | null {
  if (followUpDueOn === null) return null
  if (episode.closedAt) return 'The episode is closed, so no follow-up is due in it. Leave out the day of the next contact.'
  if (episode.diedOn && followUpDueOn > episode.diedOn)
    return 'The person is recorded as having died before the day of the next contact. Leave it out; if the death is wrong, withdraw it in their record first.'
  if (followUpDueOn < londonDate(contactAt)) return 'The follow-up is due before the contact itself. Check the day of the next contact.'
  return whyTooFarAhead('followUp', followUpDueOn, contactAt)
}

export function whyNotDispose({ setting, receivedAt, custodyDisposalAt }: Disposed, disposal: Disposal, { at, now }: { at: Date; now: Date }): string | null {
  if (custodyDisposalAt) return 'How it ended is already recorded. Correct it if that was wrong.'
  const fault = whyNotEndSo(setting, disposal)
  if (fault) return fault
  if (at > now) return future
  return at < receivedAt ? 'The time lies before the referral. Check the times.' : null
}

type Disposed = Pick<EpisodeRow, 'setting' | 'receivedAt' | 'custodyDisposalAt'>
type Disposal = NonNullable<EpisodeRow['custodyDisposal']>

/** Bail, release under investigation and detention under the Mental Health Act end custody; someone who attended of their own will may be charged or not. */
export function whyNotEndSo(setting: EpisodeRow['setting'], disposal: Disposal): string | null {
  if (setting === 'VOLUNTARY_ATTENDANCE')
    return ['VOLUNTARY_ATTENDANCE_ENDED', 'CHARGED', 'NO_FURTHER_ACTION', 'MENTAL_HEALTH_ACT'].includes(disposal)
      ? null
      : 'This was a voluntary attendance, from which nobody is bailed or released. Record that it ended, a charge, or no further action.'
  if (setting !== 'POLICE_CUSTODY')
    return setting.endsWith('_COURT')
      ? 'The person was met at court. Record what the court decided instead.'
      : 'The person was met elsewhere than at a police station. Record what the police or the court decided instead.'
  return disposal === 'VOLUNTARY_ATTENDANCE_ENDED' ? 'The person was in police custody, not attending of their own will. Record how custody ended.' : null
}

/** Why an episode cannot have been closed at a time, by when things were done in it. */
export function whyNotCloseThen(closedAt: Date, done: readonly (Date | null)[]): string | null {
  return done.some((at) => at && at > closedAt)
    ? 'Something in this episode took place after that time: a contact, an assessment, or that the person was not seen. Close it as of the last of them, or later.'
    : null
}

export function whyNotClose(episode: Course, reason: EpisodeRow['closureReason'] = null): string | null {
  if (episode.closedAt) return 'The episode is already closed.'
  // Who died before anybody saw them was neither seen nor left unseen for a reason of the service's own.
  if (reason === 'RECORDED_IN_ERROR' || reason === 'DIED') return null
  if (!episode.screenedAt && !episode.notSeenAt) return 'Record the screening, or why the person was not seen, before closing.'
  if (reason === 'NOT_SEEN' && episode.screenedAt) return 'A screening is recorded for this episode, so the person was seen. Close it for another reason.'
  return reason === 'COMPLETED' && !episode.screenedAt
    ? 'The person was recorded as not seen, so nothing was completed. Close the episode as not seen, or for another reason.'
    : null
}

/**
 * Why an episode is not opened again. One closed because of a death that was withdrawn since has another reason for its closing, which is corrected;
 * but for somebody who was neither seen nor found not to be seen no other would be true, so that one is opened.
 */
export function whyNotOpen({ screenedAt, notSeenAt, closureReason, ...episode }: Course & Pick<EpisodeRow, 'closureReason'>): string | null {
  return whyNotReopen({ ...episode, closureReason: screenedAt || notSeenAt ? closureReason : null })
}
