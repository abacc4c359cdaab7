import * as library from 'rrule'
import { remember } from './remember.rules.ts'

// It is CommonJS: Node finds its names under `default` only, Jest's own setup without it.
const loaded: Partial<typeof library> = library
const { RRule } = loaded.default ?? library

/**
 * When a service is open, as HSDS 3.1 says it (schedule.json, after RFC 5545), in wall time of Europe/London. Days are YYYY-MM-DD, times
 * HH:MM. A row without a frequency speaks of its own days alone, from `validFrom` to `validTo`, and there replaces what the others say.
 */
export type Schedule = {
  id: string
  frequency: 'WEEKLY' | 'MONTHLY' | null
  interval: number | null
  /** `MO,TU` or `1SA` or `-1FR`. */
  byDay: string | null
  byMonthDay: string | null
  startsOn: string | null
  validFrom: string | null
  validTo: string | null
  until: string | null
  count: number | null
  weekStart: string | null
  opensAt: string | null
  closesAt: string | null
  /** True for an exception that says it is shut; no standard has a word for it. */
  isClosed: boolean
  notes: string | null
}

export const emptySchedule: Omit<Schedule, 'id'> = {
  ...{ frequency: null, interval: null, byDay: null, byMonthDay: null, startsOn: null, validFrom: null, validTo: null },
  ...{ until: null, count: null, weekStart: null, opensAt: null, closesAt: null, isClosed: false, notes: null }
}

/** Minutes after midnight; past 1440 is after the midnight that follows. Null: open that day, at hours nobody has said. */
export type Span = { from: number; to: number } | null

/** What some schedules say of one day; null where they hold a rule that nobody can read. An empty list: shut. */
export function spansOn(schedules: readonly Schedule[], day: string): Span[] | null {
  const valid = schedules.filter((schedule) => isValidOn(schedule, day))
  const exceptions = valid.filter(isException)
  if (exceptions.length > 0) return exceptions.filter(({ isClosed }) => !isClosed).map(toSpan)
  const regular = valid.filter((schedule) => schedule.frequency !== null)
  const answers = regular.map((schedule) => ({ schedule, falls: fallsOn(schedule, day) }))
  const open = answers.filter(({ falls }) => falls === true).map(({ schedule }) => toSpan(schedule))
  return open.length === 0 && answers.some(({ falls }) => falls === null) ? null : open
}

export function isValidOn({ validFrom, validTo }: Schedule, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo)
}

/** True where a row speaks of named days only. */
export function isException({ frequency, validFrom, validTo }: Schedule): boolean {
  return frequency === null && (validFrom !== null || validTo !== null)
}

function toSpan({ opensAt, closesAt }: Schedule): Span {
  const [from, to] = [minutesOf(opensAt), minutesOf(closesAt)]
  if (from === null || to === null) return null
  // 24 hours is written 00:00 to 23:59, for HSDS has no other way; equal times mean it too.
  if (from === 0 && to >= 1439) return { from: 0, to: 1440 }
  return { from, to: to > from ? to : to + 1440 }
}

export function minutesOf(time: string | null): number | null {
  const [, hours, minutes] = time?.match(/^(\d\d):(\d\d)/) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

const frequencies = { WEEKLY: RRule.WEEKLY, MONTHLY: RRule.MONTHLY }
const weekdays = { MO: RRule.MO, TU: RRule.TU, WE: RRule.WE, TH: RRule.TH, FR: RRule.FR, SA: RRule.SA, SU: RRule.SU }
type Weekday = keyof typeof weekdays

/** Whether a recurrence falls on a day; null where that cannot be made out. */
export function fallsOn(schedule: Schedule, day: string): boolean | null {
  const { frequency, interval, count, startsOn, validFrom, until } = schedule
  const first = startsOn ?? validFrom
  if (frequency === null) return false
  if ((first !== null && day < first) || (until !== null && day > until)) return false
  const days = readDays(schedule.byDay)
  const monthDays = readMonthDays(schedule.byMonthDay)
  if (days === null || monthDays === null) return null
  // Every second week counts from some week, and a rule that names no day takes that of its first: without one neither can be said.
  const isAnchored = (interval ?? 1) > 1 || count !== null || (days.length === 0 && monthDays.length === 0)
  if (isAnchored && first === null) return null
  const key = [day, frequency, interval, count, schedule.byDay, schedule.byMonthDay, schedule.weekStart, isAnchored ? first : ''].join('|')
  return falls(key, () => {
    const rule = new RRule({
      freq: frequencies[frequency],
      interval: interval ?? 1,
      dtstart: midnight(isAnchored ? (first ?? day) : day),
      ...(count === null ? {} : { count }),
      ...(days.length === 0 ? {} : { byweekday: days }),
      ...(monthDays.length === 0 ? {} : { bymonthday: monthDays }),
      ...(schedule.weekStart && schedule.weekStart in weekdays ? { wkst: weekdays[schedule.weekStart as Weekday] } : {})
    })
    return rule.between(midnight(day), midnight(day), true).length > 0
  })
}

// Hundreds of services keep the same few weeks, and the library takes a tenth of a millisecond to answer for a day.
const falls = remember<boolean>(20_000)

// The library reckons in UTC dates; a whole day of ours is one of its midnights, so no clock change comes in.
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

function readDays(byDay: string | null) {
  const parts = (byDay ?? '').split(/[\s,;]+/).filter(Boolean)
  const read = parts.map((part) => {
    const [, nth, weekday] = part.toUpperCase().match(/^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/) ?? []
    const known = weekday ? weekdays[weekday as Weekday] : null
    return known && nth ? known.nth(Number(nth)) : known
  })
  return read.includes(null) ? null : read.filter((weekday) => weekday !== null)
}

function readMonthDays(byMonthDay: string | null): number[] | null {
  const read = (byMonthDay ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number)
  return read.every((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31) ? read : null
}

/** Why an editor's schedule cannot be kept; null where it can. */
export function whyNotSchedule(schedule: Omit<Schedule, 'id'>): string | null {
  const { frequency, opensAt, closesAt, interval, byDay, byMonthDay, validFrom, validTo, isClosed } = schedule
  const isTime = (time: string | null) => time === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
  if (!isTime(opensAt) || !isTime(closesAt)) return 'Times are written as 09:00, from 00:00 to 23:59.'
  if ((opensAt === null) !== (closesAt === null)) return 'Give both the opening and the closing time, or neither.'
  if (interval !== null && (interval < 1 || interval > 52)) return 'The interval is from 1 to 52 weeks or months.'
  if (readDays(byDay) === null) return 'Days are written as MO,TU or 1SA for the first Saturday and -1FR for the last Friday.'
  if (readMonthDays(byMonthDay) === null) return 'Days of the month are numbers from 1 to 31.'
  if (validFrom !== null && validTo !== null && validTo < validFrom) return 'The schedule ends before it begins.'
  if (frequency === null) return validFrom === null ? 'A schedule needs a frequency, or the days for which it is an exception.' : null
  if (isClosed) return 'A closure is for named days: leave the frequency out.'
  return fallsOn({ ...schedule, id: '' }, '2026-01-01') === null ? 'Say from which day the schedule counts: nobody can tell its weeks otherwise.' : null
}
