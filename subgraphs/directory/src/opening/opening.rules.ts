import { londonDate } from '@throughcare/kit/clock'
import { addDays, isWorkingDay } from '@throughcare/kit/day.rules'
import { remember } from './remember.rules.ts'
import { isException, isValidOn, spansOn, type Schedule, type Span } from './schedule.rules.ts'

/** What is known of the hours at one site: its own schedules, or the service's where it has none; and whether bank holidays keep them. */
export type Hours = { schedules: readonly Schedule[]; bankHolidays: 'OPEN' | 'CLOSED' | null }

export type Opening = {
  state: 'OPEN' | 'SHUT' | 'UNKNOWN'
  /** When it shuts, where it is open. */
  closesAt: Date | null
  /** When it opens next, where it is shut. */
  opensAt: Date | null
  /** `Open until 17:00`, `Opens Monday 9:00`, `Hours not known`. */
  text: string
}

/** A site keeps its own hours; one that has none keeps those of its service. */
export function hoursOf(service: Hours, siteSchedules: readonly Schedule[]): Hours {
  return siteSchedules.length > 0 ? { schedules: siteSchedules, bankHolidays: service.bankHolidays } : service
}

/** Whether a service is open at any of its sites; by its own hours where it has none that may be known. */
export function openingOf(service: Hours, { sites, at }: { sites: readonly (readonly Schedule[])[]; at: Date }): Opening {
  const openings = (sites.length > 0 ? sites : [[]]).map((schedules) => openingAt(hoursOf(service, schedules), at))
  const first = (state: Opening['state']) => openings.find((opening) => opening.state === state)
  const soonest = openings.reduce((best, next) => (next.opensAt && (!best.opensAt || next.opensAt < best.opensAt) ? next : best))
  return first('OPEN') ?? first('UNKNOWN') ?? soonest
}

// A monthly group may be five weeks off, one that rests over the summer somewhat longer.
const daysAhead = 62
const minute = 60_000
const hour = 60 * minute

type Stay = { from: Date; to: Date }

/** Whether something is open at an instant. The badge and the filter both ask this, so they cannot contradict each other. */
export function openingAt(hours: Hours, now: Date): Opening {
  if (hours.schedules.length === 0) return unknown('Hours not known')
  const today = dayOf(now)
  const yesterday = staysOn(hours, addDays(today, -1)) ?? []
  const todays = staysOn(hours, today)
  const stays = [...yesterday, ...(todays ?? [])].filter((stay) => stay !== 'SOME TIME')
  const open = stays.find(({ from, to }) => from <= now && now < to)
  if (open) {
    const closesAt = endOf(open, hours)
    return { state: 'OPEN', closesAt, opensAt: null, text: closesAt ? `Open until ${clockTime(closesAt)}` : 'Open all day and night' }
  }
  if (todays === null) return unknown(isBankHoliday(today) ? 'Bank holiday: hours not known' : 'Hours today not known')
  if (todays.includes('SOME TIME')) return unknown('Open today, hours not known')
  const opensAt = nextOpening(hours, now)
  return {
    state: 'SHUT',
    closesAt: null,
    opensAt,
    text: opensAt ? `Opens ${dayName(opensAt, today)} ${clockTime(opensAt)}` : 'Shut; when it opens is not known'
  }
}

function unknown(text: string): Opening {
  return { state: 'UNKNOWN', closesAt: null, opensAt: null, text }
}

/** When it is open on a day, as instants; null where that is not known. */
export function staysOn({ schedules, bankHolidays }: Hours, day: string): (Stay | 'SOME TIME')[] | null {
  const isNamed = schedules.some((schedule) => isException(schedule) && isValidOn(schedule, day))
  const spans = spansOn(schedules, day)
  // A holiday silences the regular hours, unless the service says that it keeps them or names the day itself.
  if (isBankHoliday(day) && !isNamed && bankHolidays !== 'OPEN' && spans?.length !== 0) return bankHolidays === 'CLOSED' ? [] : null
  return spans && spans.map((span) => toStay(day, span))
}

/** Bank holidays of England, and the days they are named for where those fall on a weekend. */
export function isBankHoliday(day: string): boolean {
  return holiday(day, () => reckonHoliday(day))
}

// Hundreds of services are weighed for one question, on the same few days and at the same few times: each is reckoned once.
const holiday = remember<boolean>(2_000)
const instant = remember<number>(20_000)
const londonDay = remember<string>(20_000)

function dayOf(moment: Date): string {
  return londonDay(String(moment.getTime()), () => londonDate(moment))
}

function reckonHoliday(day: string): boolean {
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay())
  return isWeekend ? /-(12-25|12-26|01-01)$/.test(day) : !isWorkingDay(day)
}

function toStay(day: string, span: Span): Stay | 'SOME TIME' {
  if (!span) return 'SOME TIME'
  return { from: wallTime(day, span.from, 'first'), to: wallTime(day, span.to, 'last') }
}

const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/**
 * The instant at which London's clocks show a time. In the hour that comes twice in October, the first or the last of the two; a time in the
 * hour that is left out in March is the instant at which it is left out.
 */
export function wallTime(day: string, minutes: number, which: 'first' | 'last'): Date {
  return new Date(instant(`${day} ${minutes} ${which}`, () => reckonInstant(day, minutes, which).getTime()))
}

function reckonInstant(day: string, minutes: number, which: 'first' | 'last'): Date {
  const date = addDays(day, Math.floor(minutes / 1440))
  const asIfUtc = Date.parse(`${date}T00:00:00Z`) + (minutes % 1440) * minute
  const wanted = new Date(asIfUtc).toISOString().slice(11, 16)
  const [first, last] = [new Date(asIfUtc - hour), new Date(asIfUtc)].filter((instant) => wall.format(instant) === wanted)
  if (!first) return new Date(Math.floor(asIfUtc / hour) * hour)
  return which === 'last' && last ? last : first
}

/** When an open stay ends, following one that begins as it ends; null where it never does in the days ahead. */
function endOf(open: Stay, hours: Hours): Date | null {
  let end = open.to
  for (let ahead = 0; ahead < 9; ahead += 1) {
    const day = dayOf(end)
    const next = [...(staysOn(hours, addDays(day, -1)) ?? []), ...(staysOn(hours, day) ?? [])].find(
      (stay): stay is Stay => stay !== 'SOME TIME' && stay.from <= end && end < stay.to
    )
    if (!next) return end
    end = next.to
  }
  return null
}

function nextOpening(hours: Hours, now: Date): Date | null {
  let day = dayOf(now)
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const begins = (staysOn(hours, day) ?? []).flatMap((stay) => (stay !== 'SOME TIME' && stay.from > now ? [stay.from] : []))
    if (begins.length > 0) return begins.reduce((first, begin) => (begin < first ? begin : first))
    day = addDays(day, 1)
  }
  return null
}

function clockTime(instant: Date): string {
  const shown = wall.format(instant).replace(/^0/, '')
  return shown === '0:00' ? 'midnight' : shown
}

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long' })
const longDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long', day: 'numeric', month: 'long' })

function dayName(instant: Date, today: string): string {
  const day = dayOf(instant)
  if (day === today) return 'today'
  return (day < addDays(today, 7) ? weekday : longDay).format(instant).replace(',', '')
}
