import { remember } from './remember.ts'

/** Where the time comes from; frozen in tests. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still: for what is done together, such as the rows of one transaction. */
export function stopped(clock: Clock): Clock {
  const at = clock.now()
  return { now: () => at }
}

const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit'
})

// Midnight in London is always a whole hour of UTC, so an hour has one day; asking the calendar each time was a tenth of what a file costs.
const hour = 3_600_000
const dayOfHour = remember(10_000, (hours: number) => londonDay.format(hours * hour))

/** The calendar day in Europe/London on which an instant falls, as YYYY-MM-DD. */
export function londonDate(instant: Date): string {
  return dayOfHour(Math.floor(instant.getTime() / hour))
}

/** Whole years lived on a day. Both days are YYYY-MM-DD; someone born on 29 February turns a year older on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const [birthYear, birthMonthDay] = [Number(birthDate.slice(0, 4)), birthDate.slice(5)]
  const [year, monthDay] = [Number(day.slice(0, 4)), day.slice(5)]
  return year - birthYear - (monthDay < birthMonthDay ? 1 : 0)
}
