import type { OnwardReferralRow } from './onward-referral.store.ts'

export type OnwardReferralStatus =
  'DRAFT' | 'SENT' | 'RECEIVED' | 'ACCEPTED' | 'DECLINED' | 'APPOINTMENT_OFFERED' | 'ATTENDED' | 'MISSED' | 'SUPPORTED' | 'ENDED' | 'REDIRECTED' | 'WITHDRAWN'

export type Course = Pick<
  OnwardReferralRow,
  | 'sentAt'
  | 'receivedAt'
  | 'acceptedAt'
  | 'declinedAt'
  | 'offeredAt'
  | 'firstAppointmentAt'
  | 'attendance'
  | 'supportStartedAt'
  | 'endedAt'
  | 'redirectedAt'
  | 'withdrawnAt'
>

/** Where a referral stands, out of what happened: the latest step that was recorded. */
export function statusOf(course: Course): OnwardReferralStatus {
  if (course.withdrawnAt) return 'WITHDRAWN'
  if (course.redirectedAt) return 'REDIRECTED'
  if (course.endedAt) return 'ENDED'
  if (course.declinedAt) return 'DECLINED'
  if (course.supportStartedAt) return 'SUPPORTED'
  if (course.attendance) return course.attendance
  if (course.firstAppointmentAt) return 'APPOINTMENT_OFFERED'
  if (course.acceptedAt) return 'ACCEPTED'
  if (course.receivedAt) return 'RECEIVED'
  return course.sentAt ? 'SENT' : 'DRAFT'
}

// Each rule answers why not, in a sentence for a practitioner, or null. The loop is NHS England's referral step, "includes support to get to
// the first appointment and recording the outcome" (L&D operating model); its steps are those of hmpps-interventions-service and of FHIR's
// Task: either side may write down what the service did.

export function whyNotSend(referral: Course, at: Date, now: Date): string | null {
  return referral.sentAt || referral.withdrawnAt ? 'This referral is no longer a draft, so it cannot be sent again.' : whyNotAt(referral, at, now)
}

export function whyNotReceive(referral: Course, at: Date, now: Date): string | null {
  const whyNot = whyNotHear(referral)
  if (whyNot) return whyNot
  return statusOf(referral) === 'SENT' ? whyNotAt(referral, at, now) : 'The service is already known to have this referral.'
}

export function whyNotDecide(referral: Course, at: Date, now: Date): string | null {
  const whyNot = whyNotHear(referral)
  if (whyNot) return whyNot
  return referral.acceptedAt ? 'The service has accepted this referral. If it cannot go on, end it with its outcome.' : whyNotAt(referral, at, now)
}

export function whyNotOffer(referral: Course, { offeredAt, firstAppointmentAt }: { offeredAt: Date; firstAppointmentAt: Date }, now: Date): string | null {
  const whyNot = whyNotGoOn(referral)
  if (whyNot) return whyNot
  if (isWithService(referral)) return 'The first appointment is over: the person is with the service already.'
  if (firstAppointmentAt < offeredAt) return 'The appointment lies before its offer. Give the time at which it was offered.'
  return whyNotAt(referral, offeredAt, now)
}

export function whyNotRecordFirstAppointment(referral: Course, now: Date): string | null {
  const whyNot = whyNotGoOn(referral)
  if (whyNot) return whyNot
  if (referral.attendance || referral.supportStartedAt)
    return 'Whether the person came is already recorded. If they missed it, record the next appointment offered.'
  if (!referral.firstAppointmentAt) return 'No appointment is recorded yet. Record the one that was offered first.'
  return referral.firstAppointmentAt > now ? 'The appointment has not taken place yet. If it was moved, record the new time.' : null
}

export function whyNotStartSupport(referral: Course, at: Date, now: Date): string | null {
  const whyNot = whyNotGoOn(referral)
  if (whyNot) return whyNot
  if (referral.supportStartedAt) return 'It is already recorded that the service supports the person.'
  if (statusOf(referral) === 'APPOINTMENT_OFFERED') return 'An appointment is open. Record first whether the person came.'
  return whyNotAt(referral, at, now)
}

export function whyNotEnd(referral: Course, at: Date, now: Date): string | null {
  return whyNotGoOn(referral) ?? whyNotAt(referral, at, now)
}

/** What was made by mistake, such as of the wrong person, is taken back at any stage: else it could never be put right. */
export function whyNotWithdraw(referral: Course, { at, reason }: { at: Date; reason: OnwardReferralRow['withdrawalReason'] }, now: Date): string | null {
  if (reason === 'MISTAKEN_OR_DUPLICATE' && !referral.withdrawnAt) return whyNotAt(referral, at, now)
  const whyNot = whyNotOpen(referral)
  if (whyNot) return whyNot
  if (isWithService(referral)) return 'The person is with the service. End the referral, with its outcome, instead; or take it back as made by mistake.'
  return whyNotAt(referral, at, now)
}

/** A declined referral may be redirected too: that is often what the refusal is for. */
export function whyNotRedirect(referral: Course, at: Date, now: Date): string | null {
  const whyNot = whyNotHear({ ...referral, declinedAt: null })
  if (whyNot) return whyNot
  if (isWithService(referral)) return 'The person is with the service. End the referral, with its outcome, and make a new one.'
  return whyNotAt(referral, at, now)
}

/** What the service is told can be said anew until the referral is closed. */
export function whyNotAddTo(referral: Course): string | null {
  return whyNotOpen(referral)
}

function isWithService({ supportStartedAt, attendance }: Course): boolean {
  return supportStartedAt !== null || attendance === 'ATTENDED'
}

/** A closed referral takes nothing more: a return is a new referral. */
function whyNotOpen(referral: Course): string | null {
  if (referral.withdrawnAt) return 'This referral was withdrawn. Make a new one if it is wanted after all.'
  if (referral.redirectedAt) return 'This referral was redirected. Go on with the one that took its place.'
  if (referral.endedAt) return 'This referral has ended. Make a new one if the person needs the service again.'
  return referral.declinedAt ? 'The service declined this referral. Make a new one if that has changed.' : null
}

function whyNotHear(referral: Course): string | null {
  return whyNotOpen(referral) ?? (referral.sentAt ? null : 'This referral is a draft: the service cannot have it yet. Send it first.')
}

function whyNotGoOn(referral: Course): string | null {
  return whyNotHear(referral) ?? (referral.acceptedAt ? null : 'The service has not accepted this referral yet. Record that first.')
}

/** Steps follow one another in time. An appointment counts as a step once it is known whether the person came. */
function whyNotAt(referral: Course, at: Date, now: Date): string | null {
  const { sentAt, receivedAt, acceptedAt, declinedAt, offeredAt, supportStartedAt, endedAt, redirectedAt } = referral
  const cameAt = referral.attendance ? referral.firstAppointmentAt : null
  const steps = [sentAt, receivedAt, acceptedAt, declinedAt, offeredAt, cameAt, supportStartedAt, endedAt, redirectedAt]
  if (steps.some((step) => step !== null && at < step)) return 'That lies before a step that is already recorded. Check both times.'
  return whyNotThen(at, now)
}

// Neither service was there before: the Bradley report, after which Liaison & Diversion was built up, is of 2009. A year is soon mistyped, and old
// systems write a day such as 1900-01-01 where they do not know it.
const earliest = new Date('2000-01-01T00:00:00Z')

/** Why nothing happened at that time: it lies in the future, or before there were such services. */
export function whyNotThen(at: Date, now: Date): string | null {
  if (at < earliest) return 'That lies before the year 2000. Check the year, and give the time at which it happened.'
  return at > now ? 'That lies in the future. Give the time at which it happened.' : null
}
