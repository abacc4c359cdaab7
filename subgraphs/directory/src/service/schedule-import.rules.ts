import { emptySchedule, type Schedule } from '../opening/schedule.rules.ts'
import { dayOf, numberOf, objectsOf, plainText, timeOf, truthOf, type Json, type Warn } from './feed-value.rules.ts'
import { idOfPart } from './service-parts.rules.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const dayNames = /\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/gi
const allDay = /24\s*(hours|\/\s*7|hrs)/i

/** The schedules of a service or a site: HSDS 3 and ORUK 3, the weekdays of HSDS 1.1 and ORUK 1.0, and their holidays. */
export function schedulesOf(owner: Json, warn: Warn): Schedule[] {
  const regular = [...objectsOf(owner.schedules), ...objectsOf(owner.regular_schedules)]
  return [...regular.map((row) => toSchedule(row, warn)), ...objectsOf(owner.holiday_schedules).map((row) => toHoliday(row, warn))].flatMap(
    (found) => found ?? []
  )
}

function toSchedule(row: Json, warn: Warn): Schedule | null {
  const days = daysOf(row.byday ?? row.weekday ?? row.day)
  const prose = plainText(row.description) ?? plainText(row.original_text)
  // A start that is a time of day is an opening time in the wrong column (Washington's feed).
  const misplaced = timeOf(row.dtstart)
  const [opensAt, closesAt] = allDay.test(`${plainText(row.opens_at) ?? ''} ${prose ?? ''}`)
    ? ['00:00', '23:59']
    : [timeOf(row.opens_at) ?? misplaced, timeOf(row.closes_at)]
  const isMonthly = /^monthly$/i.test(plainText(row.freq) ?? '')
  const isDaily = /^daily$/i.test(plainText(row.freq) ?? '')
  const day = (field: string) => dayOf(row[field], warn, field)
  const schedule = {
    ...emptySchedule,
    frequency: isMonthly ? ('MONTHLY' as const) : row.freq || days ? ('WEEKLY' as const) : null,
    interval: positive(row.interval),
    byDay: isDaily ? weekdays.join(',') : days,
    byMonthDay: plainText(row.bymonthday),
    startsOn: misplaced ? null : day('dtstart'),
    validFrom: day('valid_from'),
    validTo: day('valid_to'),
    until: day('until'),
    count: positive(row.count),
    weekStart: plainText(row.wkst),
    opensAt,
    closesAt,
    isClosed: truthOf(row.throughcare_is_closed) ?? false,
    notes: plainText(row.notes) ?? prose
  }
  if ((plainText(row.opens_at) !== null && opensAt === null) || (plainText(row.closes_at) !== null && closesAt === null))
    warn('schedule', 'A time of this schedule could not be read, so its hours are not known.')
  const isEmpty = schedule.frequency === null && schedule.validFrom === null && schedule.validTo === null && schedule.notes === null && opensAt === null
  return isEmpty ? null : { ...schedule, id: idOfPart('schedule', row.id, schedule) }
}

/** A holiday of ORUK 1.0, HSDS 1.1 or Ohana: an exception that holds for its days. */
function toHoliday(row: Json, warn: Warn): Schedule | null {
  const [validFrom, validTo] = [dayOf(row.start_date, warn, 'start_date'), dayOf(row.end_date, warn, 'end_date')]
  // Year 1 is how Ohana writes a day that comes every year; nothing here can say that, so it is left out and said.
  if (validFrom === null || validFrom < '1900') {
    warn('holiday_schedule', 'This holiday has no day in a year, so it was left out.')
    return null
  }
  const schedule = {
    ...emptySchedule,
    ...{ validFrom, validTo: validTo ?? validFrom, opensAt: timeOf(row.opens_at), closesAt: timeOf(row.closes_at) },
    isClosed: truthOf(row.closed) ?? true
  }
  return { ...schedule, id: idOfPart('schedule', row.id, schedule) }
}

/** `MO,TU`, `1SA`, `Monday`, `Monday - Friday`, `Mon, Wed`, 1 for Monday; as RFC 5545 writes them. */
export function daysOf(value: unknown): string | null {
  const text = plainText(value)
  if (text === null) return null
  if (/^[1-7]$/.test(text)) return weekdays[Number(text) - 1] ?? null
  if (/^([+-]?\d?(MO|TU|WE|TH|FR|SA|SU)[\s,;]*)+$/i.test(text))
    return text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean)
      .join(',')
  if (/\b(daily|every ?day|all week)\b/i.test(text)) return weekdays.join(',')
  if (/\bweekdays\b/i.test(text)) return weekdays.slice(0, 5).join(',')
  const named = [...text.matchAll(dayNames)].map(([name]) => name.slice(0, 2).toUpperCase())
  const [from, to] = named.map((day) => weekdays.indexOf(day))
  const isRange = named.length === 2 && /-|–|\bto\b|\bthrough\b/i.test(text)
  if (!isRange || from === undefined || to === undefined) return named.length > 0 ? [...new Set(named)].join(',') : null
  return weekdays.filter((_, place) => (from <= to ? from <= place && place <= to : place >= from || place <= to)).join(',')
}

function positive(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && Number.isInteger(number) && number > 0 ? number : null
}
