import { openingAt, type Hours } from './opening.rules.ts'
import { emptySchedule, type Schedule } from './schedule.rules.ts'

const rule = (changes: Partial<Schedule>): Schedule => ({ ...emptySchedule, id: '', ...changes })
const hours = (bankHolidays: Hours['bankHolidays'], ...schedules: Schedule[]): Hours => ({ schedules, bankHolidays })

// What London's clock and calendar show, by the platform alone: nothing here is reckoned by the engine that is measured.
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' })
function wallOf(instant: Date) {
  const [date = '', time = ''] = clock.format(instant).split(', ')
  const [day = '', month = '', year = ''] = date.split('/')
  return { day: `${year}-${month}-${day}`, time, weekday: new Date(`${year}-${month}-${day}`).getUTCDay(), dayOfMonth: Number(day) }
}
type Wall = ReturnType<typeof wallOf>

// The bank holidays of England in 2026, as gov.uk lists them.
const holidays = ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']
const isWeekday = ({ weekday }: Wall) => weekday >= 1 && weekday <= 5
const isBetween = ({ time }: Wall, from: string, to: string) => from <= time && time < to
const daysIn = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()

const kinds: { name: string; hours: Hours; isOpen(wall: Wall): boolean }[] = [
  {
    name: 'office hours, shut on bank holidays',
    hours: hours('CLOSED', rule({ frequency: 'WEEKLY', byDay: 'MO,TU,WE,TH,FR', opensAt: '09:00', closesAt: '17:00' })),
    isOpen: (wall) => isWeekday(wall) && isBetween(wall, '09:00', '17:00') && !holidays.includes(wall.day)
  },
  {
    name: 'the same, kept on bank holidays, shut for named days',
    hours: hours(
      'OPEN',
      rule({ frequency: 'WEEKLY', byDay: 'MO,TU,WE,TH,FR', opensAt: '09:00', closesAt: '17:00' }),
      rule({ validFrom: '2026-12-24', validTo: '2026-12-28', isClosed: true })
    ),
    isOpen: (wall) => isWeekday(wall) && isBetween(wall, '09:00', '17:00') && !(wall.day >= '2026-12-24' && wall.day <= '2026-12-28')
  },
  {
    name: '24 hours',
    hours: hours('OPEN', rule({ frequency: 'WEEKLY', byDay: 'MO,TU,WE,TH,FR,SA,SU', opensAt: '00:00', closesAt: '23:59' })),
    isOpen: () => true
  },
  {
    name: 'past midnight, Fridays and Saturdays',
    hours: hours('OPEN', rule({ frequency: 'WEEKLY', byDay: 'FR,SA', opensAt: '22:00', closesAt: '04:00' })),
    isOpen: (wall) => ([5, 6].includes(wall.weekday) && wall.time >= '22:00') || ([6, 0].includes(wall.weekday) && wall.time < '04:00')
  },
  {
    name: 'the first Saturday of the month',
    hours: hours('OPEN', rule({ frequency: 'MONTHLY', byDay: '1SA', opensAt: '10:00', closesAt: '12:00' })),
    isOpen: (wall) => wall.weekday === 6 && wall.dayOfMonth <= 7 && isBetween(wall, '10:00', '12:00')
  },
  {
    name: 'the last Friday of the month, and the 15th',
    hours: hours(
      'OPEN',
      rule({ frequency: 'MONTHLY', byDay: '-1FR', opensAt: '13:00', closesAt: '15:00' }),
      rule({ frequency: 'MONTHLY', byMonthDay: '15', opensAt: '09:00', closesAt: '10:00' })
    ),
    isOpen: (wall) =>
      (wall.weekday === 5 && wall.dayOfMonth > daysIn(wall.day) - 7 && isBetween(wall, '13:00', '15:00')) ||
      (wall.dayOfMonth === 15 && isBetween(wall, '09:00', '10:00'))
  }
]

// Both clock changes with the days beside them, bank holidays, the ends of months, and ordinary days.
const days = [
  ...['2026-01-01', '2026-01-15', '2026-03-07', '2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-04-03', '2026-05-04', '2026-05-29'],
  ...['2026-08-01', '2026-08-31', '2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-30', '2026-12-24', '2026-12-25', '2026-12-28']
]
const minutes = [0, 1, 59, 60, 89, 119, 120, 179, 180, 239, 240, 539, 540, 599, 600, 719, 720, 779, 780, 899, 900, 1019, 1020, 1319, 1320, 1439]

export const figures = [
  {
    name: 'open now, against the clock on the wall',
    target: 'every case of 200 or more',
    async measure() {
      const wrong: string[] = []
      let cases = 0
      for (const { name, hours: of, isOpen } of kinds)
        for (const day of days)
          for (const minute of minutes) {
            const at = new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000)
            const expected = isOpen(wallOf(at)) ? 'OPEN' : 'SHUT'
            cases += 1
            if (openingAt(of, at).state !== expected) wrong.push(`${name} at ${at.toISOString()}`)
          }
      const detail = `${kinds.map(({ name }) => name).join('; ')}; ${days.length} days of 2026, both clock changes among them${wrong.length > 0 ? `; wrong: ${wrong.slice(0, 3).join(', ')}` : ''}`
      return { value: `${cases - wrong.length} of ${cases}`, met: wrong.length === 0 && cases >= 200, detail }
    }
  }
]
