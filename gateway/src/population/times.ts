import type { Random } from './random.ts'

const hour = 3_600_000
const day = 24 * hour

/** The days of a population, counted from the day it is made for: -1 is yesterday. Nothing in it happens later than yesterday. */
export type Calendar = {
  today: string
  /** A day as YYYY-MM-DD. */
  day(offset: number): string
  /** An instant on a day, at an hour UTC, to the minute. */
  at(offset: number, hours: number): string
  /** An instant so many hours after another, to the minute. */
  after(instant: string, hours: number): string
  /** The day so many days after another. */
  dayAfter(day: string, days: number): string
  /** How many days from today the day of an instant, or a day, lies. */
  offsetOf(instant: string): number
  /** Whether a day lies before today, so that what happened on it is known. */
  isPast(offset: number): boolean
}

export function openCalendar(today: string): Calendar {
  const midnight = Date.parse(`${today}T00:00:00Z`)
  const toMinute = (milliseconds: number) => `${new Date(Math.floor(milliseconds / 60_000) * 60_000).toISOString().slice(0, 16)}:00Z`
  const dayAt = (offset: number) => new Date(midnight + offset * day).toISOString().slice(0, 10)
  const offsetOf = (instant: string) => Math.round((Date.parse(instant.slice(0, 10)) - midnight) / day)
  return {
    today,
    day: dayAt,
    at: (offset, hours) => toMinute(midnight + offset * day + hours * hour),
    after: (instant, hours) => toMinute(Date.parse(instant) + hours * hour),
    dayAfter: (from, days) => dayAt(offsetOf(from) + days),
    offsetOf,
    isPast: (offset) => offset < 0
  }
}

/** A time within office hours on a day. */
export function officeTime(random: Random, calendar: Calendar, offset: number): string {
  return calendar.at(offset, 9 + random.next() * 8)
}

/** Some times within office hours, on days of their own, later than one instant and before another. */
export function officeTimes(random: Random, calendar: Calendar, { from, to, most }: { from: string; to: string; most: number }): string[] {
  const [first, last] = [calendar.offsetOf(from), calendar.offsetOf(to)]
  const days = new Set(Array.from({ length: random.whole(1, most) }, () => random.whole(first, last)))
  return [...days]
    .sort((one, other) => one - other)
    .map((offset) => officeTime(random, calendar, offset))
    .filter((at) => at > from && at < to)
}
