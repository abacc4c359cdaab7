import { emptySchedule, type Schedule } from '../opening/schedule.rules.ts'
import { plainText } from './feed-text.rules.ts'
import { dayOf, listOf, numberOf, timeOf, truthOf, type Json, type Warn } from './feed-value.rules.ts'
import { idOfPart } from './service-parts.rules.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const dayNames = /\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/gi
const allDay = /24\s*(hours|\/\s*7|hrs)/i

/** The schedules of a service or a site: HSDS 3 and ORUK 3, the weekdays of HSDS 1.1 and ORUK 1.0, and their holidays. */
export function schedulesOf(owner: Json, warn: Warn): Schedule[] {
  const regular = [...listOf(owner, 'schedules', { warn, word: 'description' }), ...listOf(owner, 'regular_schedules', { warn, word: 'description' })]
  const holidays = listOf(owner, 'holiday_schedules', { warn })
  return [...regular.map((row) => toSchedule(withRule(row), warn)), ...holidays.map((row) => toHoliday(row, warn))].flatMap((found) => found ?? [])
}

/** A row that holds its recurrence as one text, `FREQ=WEEKLY;BYDAY=MO,TU` (RFC 5545), as if each part had a column. */
function withRule(row: Json): Json {
  const rule = [row.rrule, row.freq].map((value) => plainText(value)?.replace(/^RRULE:/i, '') ?? '').find((text) => /^\w+=/.test(text))
  if (rule === undefined) return row
  const parts = rule.split(';').map((part) => part.split('='))
  return { ...row, freq: null, ...Object.fromEntries(parts.map(([name = '', value]) => [name.toLowerCase(), value])) }
}

const frequencies = { weekly: 'WEEKLY', monthly: 'MONTHLY', daily: 'DAILY' } as const

function toSchedule(row: Json, warn: Warn): Schedule | null {
  const given = Array.isArray(row.byday) ? row.byday.join(',') : (row.byday ?? row.weekday ?? row.day)
  const days = daysOf(given)
  const told = plainText(row.freq)?.toLowerCase()
  const recurs = Object.entries(frequencies).find(([name]) => name === told)?.[1] ?? (days ? 'WEEKLY' : null)
  const prose = plainText(row.description) ?? plainText(row.original_text)
  // What cannot be read is no rule at all: half of one would say that it is open when it is not.
  const isUnread = (plainText(given) !== null && days === null) || (told !== undefined && !Object.hasOwn(frequencies, told))
  if (isUnread) warn('schedule', 'How often this recurs could not be read, so its hours are not known.')
  const schedule = {
    ...emptySchedule,
    ...(isUnread ? {} : { ...recurrenceOf(row, { days, recurs, warn }), ...hoursOf(row, prose, warn) }),
    notes: plainText(row.notes) ?? prose
  }
  const isEmpty = [schedule.frequency, schedule.validFrom, schedule.validTo, schedule.notes, schedule.opensAt].every((part) => part === null)
  return isEmpty ? null : { ...schedule, id: idOfPart('schedule', row.id, schedule) }
}

function hoursOf(row: Json, prose: string | null, warn: Warn): Pick<Schedule, 'opensAt' | 'closesAt'> {
  if (allDay.test(`${plainText(row.opens_at) ?? ''} ${prose ?? ''}`)) return { opensAt: '00:00', closesAt: '23:59' }
  const [opensAt, closesAt] = [timeOf(row.opens_at) ?? timeOf(row.dtstart), timeOf(row.closes_at)]
  if ((plainText(row.opens_at) !== null && opensAt === null) || (plainText(row.closes_at) !== null && closesAt === null))
    warn('schedule', 'A time of this schedule could not be read, so its hours are not known.')
  return { opensAt, closesAt }
}

type Recurrence = { days: string | null; recurs: 'WEEKLY' | 'MONTHLY' | 'DAILY' | null; warn: Warn }

function recurrenceOf(row: Json, { days, recurs, warn }: Recurrence): Partial<Schedule> {
  const day = (field: string) => dayOf(row[field], warn, field)
  if (plainText(row.byweekno) !== null || plainText(row.byyearday) !== null)
    warn('schedule', 'This recurs in some weeks or days of the year only, which has no place here; the rest of it was taken.')
  const weekStart = plainText(row.wkst)?.slice(0, 2).toUpperCase() ?? null
  return {
    frequency: recurs === 'DAILY' ? 'WEEKLY' : recurs,
    interval: positive(row.interval),
    byDay: recurs === 'DAILY' ? weekdays.join(',') : days,
    byMonthDay: plainText(Array.isArray(row.bymonthday) ? row.bymonthday.join(',') : row.bymonthday),
    // A start that is a time of day is an opening time in the wrong column (Washington's feed).
    startsOn: timeOf(row.dtstart) && !/^\d{4}/.test(plainText(row.dtstart) ?? '') ? null : day('dtstart'),
    validFrom: day('valid_from'),
    validTo: day('valid_to'),
    until: day('until'),
    count: positive(row.count),
    weekStart: weekStart !== null && weekdays.includes(weekStart) ? weekStart : null,
    isClosed: truthOf(row.throughcare_is_closed) ?? false
  }
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

/** `MO,TU`, `1SA`, `MO-FR`, `Monday`, `Monday - Thursday, Saturday`, 1 for Monday; as RFC 5545 writes them. */
export function daysOf(value: unknown): string | null {
  const text = plainText(value)
  if (text === null) return null
  if (/^[1-7]$/.test(text)) return weekdays[Number(text) - 1] ?? null
  if (/\b(daily|every ?day|all week)\b/i.test(text)) return weekdays.join(',')
  if (/\bweekdays\b/i.test(text)) return weekdays.slice(0, 5).join(',')
  const parts = text.split(/[,;&/]|\band\b|(?<=^|[\s,;])\s*(?=[+-]?\d?(?:MO|TU|WE|TH|FR|SA|SU)(?:\s|$))/i).filter((part) => part.trim())
  const read = parts.map((part) => daysIn(part.trim()))
  if (!read.includes(null)) return [...new Set(read.flatMap((days) => days ?? []))].join(',')
  // Days in a sentence: those that it names.
  const named = [...text.matchAll(dayNames)].map(([name]) => name.slice(0, 2).toUpperCase())
  return named.length > 0 && !/-|–|\b(to|through|till?|until)\b/i.test(text) ? [...new Set(named)].join(',') : null
}

/** One day, the nth of a month, or from one to another. */
function daysIn(text: string): string[] | null {
  if (/^[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)$/i.test(text)) return [text.toUpperCase()]
  const [from, to, ...more] = text.split(/\s*(?:-|–|—|\bto\b|\bthrough\b|\btill?\b)\s*/i).map(weekdayOf)
  if (from === undefined || from < 0 || (to ?? 0) < 0 || more.length > 0) return null
  return weekdays.filter((_, place) => (to === undefined ? place === from : from <= to ? from <= place && place <= to : place >= from || place <= to))
}

function weekdayOf(text: string): number {
  const [, long, short] = text.match(/^(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(mo|tu|we|th|fr|sa|su))$/i) ?? []
  return weekdays.indexOf((long ?? short ?? '').slice(0, 2).toUpperCase())
}

function positive(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && Number.isInteger(number) && number > 0 ? number : null
}
