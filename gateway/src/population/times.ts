const hour = 3_600_000
const day = 24 * hour

/** The days of a population, counted from the day it is made for: -1 is yesterday. Nothing in it happens later than yesterday. */
export type Calendar = {
  today: string
  /** A day as YYYY-MM-DD. */
  day(offset: number): string
  /** An instant on a day, at an hour UTC, to the minute. */
  at(offset: number, hours: number): string
  /** Whether a day lies before today, so that what happened on it is known. */
  isPast(offset: number): boolean
}

export function openCalendar(today: string): Calendar {
  const midnight = Date.parse(`${today}T00:00:00Z`)
  return {
    today,
    day: (offset) => new Date(midnight + offset * day).toISOString().slice(0, 10),
    at: (offset, hours) => `${new Date(Math.floor((midnight + offset * day + hours * hour) / 60_000) * 60_000).toISOString().slice(0, 16)}:00Z`,
    isPast: (offset) => offset < 0
  }
}
