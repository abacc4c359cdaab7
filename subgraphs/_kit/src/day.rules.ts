import { londonDate } from './clock.ts'

// Working days in England: Monday to Friday without bank holidays (gov.uk/bank-holidays; Banking and Financial Dealings Act 1971). Days that
// are proclaimed for one year only, such as a coronation's, are not foreseen. Days are YYYY-MM-DD in Europe/London.

const hour = 3_600_000
const furthestYears = 10

/**
 * Why a day cannot belong to what began with a referral on another day: it lies more than ten years from it. A year is soon mistyped, and old
 * systems write a day such as 9999-12-31 or 1900-01-01 where they do not know it. Whoever is referred is grown up or nearly so: what lies no further is after their birth.
 */
export function whyNotNear(day: string, referredOn: string): string | null {
  // Nearly all do, and of those the years alone say so.
  if (Math.abs(Number(day.slice(0, 4)) - Number(referredOn.slice(0, 4))) < furthestYears) return null
  const side = day > addMonths(referredOn, furthestYears * 12) ? 'after' : day < addMonths(referredOn, -furthestYears * 12) ? 'before' : null
  return (
    side &&
    `That day lies more than ten years ${side} the referral. Check the year; where the day is not known, leave it empty: 9999-12-31 and the like are not taken.`
  )
}

/** Why nothing can have been done with someone on a day, or at a time: they had died. The day of death itself is no obstacle. */
export function whyNotAlive({ diedOn }: { diedOn?: string | null | undefined }, at: Date | string): string | null {
  if (!diedOn || (typeof at === 'string' ? at : londonDate(at)) <= diedOn) return null
  return 'The person is recorded as having died before then. Check the time; if the death is wrong, withdraw it in their record first.'
}

// What stands with a day at an end of the calendar must not make days that nobody can read.
const [firstDay, lastDay] = [Date.parse('0001-01-01'), Date.parse('9999-12-31')]
const dayAt = (instant: number) => new Date(Math.min(Math.max(instant, firstDay), lastDay)).toISOString().slice(0, 10)

/** The day that lies a number of days later, or earlier when negative; the last of the calendar, 9999-12-31, where it ends before that. */
export function addDays(day: string, days: number): string {
  return dayAt(Date.parse(day) + days * 24 * hour)
}

/** The same day so many months later; the month's last day where it has no such day: 31 August and six months is 28 or 29 February. */
export function addMonths(day: string, months: number): string {
  const start = new Date(`${day}T00:00:00Z`)
  const lastOfMonth = new Date(start)
  lastOfMonth.setUTCFullYear(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0)
  lastOfMonth.setUTCDate(Math.min(start.getUTCDate(), lastOfMonth.getUTCDate()))
  return dayAt(lastOfMonth.getTime())
}

/** The day that lies a number of working days later; the day itself does not count. */
export function addWorkingDays(day: string, count: number): string {
  const next = addDays(day, 1)
  if (count === 0) return day
  return addWorkingDays(next, isWorkingDay(next) ? count - 1 : count)
}

/** The instant at which a day begins in London: midnight UTC in winter, an hour earlier in summer. */
export function startOfDay(day: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const hourBefore = new Date(midnight - hour)
  return londonDate(hourBefore) === day ? hourBefore : new Date(midnight)
}

export function isWorkingDay(day: string): boolean {
  return !isWeekend(day) && !bankHolidays(Number(day.slice(0, 4))).includes(day)
}

const weekday = (day: string) => new Date(day).getUTCDay()
const isWeekend = (day: string) => weekday(day) === 0 || weekday(day) === 6

function bankHolidays(year: number): string[] {
  const easter = easterSunday(year)
  const christmas = firstFreeDay(`${year}-12-25`, [`${year}-12-26`])
  return [
    firstFreeDay(`${year}-01-01`, []),
    addDays(easter, -2),
    addDays(easter, 1),
    mondayFrom(`${year}-05-01`),
    mondayFrom(`${year}-05-25`),
    mondayFrom(`${year}-08-25`),
    christmas,
    firstFreeDay(`${year}-12-26`, [christmas])
  ]
}

/** A holiday at a weekend is kept on the next working day that is not a holiday already. */
function firstFreeDay(day: string, taken: readonly string[]): string {
  return isWeekend(day) || taken.includes(day) ? firstFreeDay(addDays(day, 1), taken) : day
}

function mondayFrom(day: string): string {
  return weekday(day) === 1 ? day : mondayFrom(addDays(day, 1))
}

/** Easter Sunday by the anonymous Gregorian algorithm. */
function easterSunday(year: number): string {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const moon = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - (year % 4)) % 7
  const shift = Math.floor((golden + 11 * moon + 22 * sunday) / 451)
  return addDays(`${year}-03-22`, moon + sunday - 7 * shift)
}
