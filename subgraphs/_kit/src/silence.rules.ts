import { addDays, addWorkingDays } from './day.rules.ts'

/** Nothing heard for three working days: "referral silent 3 working days" (people-and-journeys, section 7, gap rules). */
const workingDaysOfSilence = 3

// Days are calendar days in Europe/London, YYYY-MM-DD.

/** The day from which a referral sent on a day counts as silent: the one after the third whole working day. The day of sending does not count. */
export function silentFrom(sentDay: string): string {
  return addDays(addWorkingDays(sentDay, workingDaysOfSilence), 1)
}

/** The first day of a referral's silence, for one that was sent and not heard of; null as long as it is not silent yet. */
export function silentSince(sentDay: string, today: string): string | null {
  const from = silentFrom(sentDay)
  return from <= today ? from : null
}

/** The last day of sending whose referrals count as silent today. */
export function lastDaySilentBy(today: string): string {
  let day = today
  while (silentFrom(day) > today) day = addDays(day, -1)
  return day
}
