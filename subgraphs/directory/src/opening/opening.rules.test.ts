import fc from 'fast-check'
import { addDays } from '@throughcare/kit/day.rules'
import { hoursOf, isBankHoliday, openingAt, wallTime, type Hours } from './opening.rules.ts'
import { emptySchedule, fallsOn, spansOn, type Schedule } from './schedule.rules.ts'

const row = (changes: Partial<Schedule>): Schedule => ({ ...emptySchedule, id: 'a', ...changes })
const weekly = (byDay: string, opensAt: string | null, closesAt: string | null, changes: Partial<Schedule> = {}) =>
  row({ frequency: 'WEEKLY', byDay, opensAt, closesAt, ...changes })
const monthly = (byDay: string, changes: Partial<Schedule> = {}) => row({ frequency: 'MONTHLY', byDay, opensAt: '10:00', closesAt: '12:00', ...changes })
const closed = (validFrom: string, validTo = validFrom) => row({ validFrom, validTo, isClosed: true })
const hours = (schedules: Schedule[], bankHolidays: Hours['bankHolidays'] = 'CLOSED'): Hours => ({ schedules, bankHolidays })

const office = hours([weekly('MO,TU,WE,TH,FR', '09:00', '17:00')])
const night = hours([weekly('FR,SA', '22:00', '06:00')], 'OPEN')
const always = hours([weekly('MO,TU,WE,TH,FR,SA,SU', '00:00', '23:59')], 'OPEN')
const split = hours([weekly('TU', '09:30', '12:00'), weekly('TU', '13:00', '16:30')])
const firstSaturday = hours([monthly('1SA')])
const lastFriday = hours([monthly('-1FR')])
const tenth = hours([monthly('', { byMonthDay: '10' })])
const fortnightly = hours([weekly('WE', '10:00', '12:00', { interval: 2, startsOn: '2026-11-18' })])

// Instants in UTC; November is winter time, July is an hour ahead of UTC.
describe.each<[string, Hours, [string, string][]]>([
  [
    'office hours',
    office,
    [
      ['2026-11-26T08:59:59Z', 'Opens today 9:00'],
      ['2026-11-26T09:00:00Z', 'Open until 17:00'],
      ['2026-11-26T16:59:59Z', 'Open until 17:00'],
      ['2026-11-26T17:00:00Z', 'Opens Friday 9:00'],
      ['2026-11-27T17:00:00Z', 'Opens Monday 9:00'],
      ['2026-11-28T12:00:00Z', 'Opens Monday 9:00'],
      ['2026-07-01T07:59:59Z', 'Opens today 9:00'],
      ['2026-07-01T08:00:00Z', 'Open until 17:00'],
      ['2026-12-24T18:00:00Z', 'Opens Tuesday 9:00'],
      ['2026-12-25T10:00:00Z', 'Opens Tuesday 9:00'],
      ['2026-12-28T10:00:00Z', 'Opens Tuesday 9:00'],
      ['2027-03-26T10:00:00Z', 'Opens Tuesday 9:00']
    ]
  ],
  [
    'past midnight',
    night,
    [
      ['2026-11-27T21:59:59Z', 'Opens today 22:00'],
      ['2026-11-27T22:00:00Z', 'Open until 6:00'],
      ['2026-11-28T05:59:59Z', 'Open until 6:00'],
      ['2026-11-28T06:00:00Z', 'Opens today 22:00'],
      ['2026-11-29T05:00:00Z', 'Open until 6:00'],
      ['2026-11-29T06:00:00Z', 'Opens Friday 22:00']
    ]
  ],
  [
    '24 hours',
    always,
    [
      ['2026-11-26T03:00:00Z', 'Open all day and night'],
      ['2026-12-25T23:59:30Z', 'Open all day and night'],
      ['2026-03-29T01:00:00Z', 'Open all day and night']
    ]
  ],
  [
    'a break at noon',
    split,
    [
      ['2026-11-24T11:59:59Z', 'Open until 12:00'],
      ['2026-11-24T12:00:00Z', 'Opens today 13:00'],
      ['2026-11-24T13:00:00Z', 'Open until 16:30'],
      ['2026-11-24T16:30:00Z', 'Opens Tuesday 1 December 9:30']
    ]
  ],
  [
    'the first Saturday of the month',
    firstSaturday,
    [
      ['2026-11-07T10:30:00Z', 'Open until 12:00'],
      ['2026-11-14T10:30:00Z', 'Opens Saturday 5 December 10:00'],
      ['2026-12-05T09:59:59Z', 'Opens today 10:00'],
      ['2026-11-30T09:00:00Z', 'Opens Saturday 10:00']
    ]
  ],
  [
    'the last Friday of the month',
    lastFriday,
    [
      ['2026-11-27T10:00:00Z', 'Open until 12:00'],
      ['2026-10-23T09:00:00Z', 'Opens Friday 30 October 10:00']
    ]
  ],
  [
    'the tenth of the month',
    tenth,
    [
      ['2026-12-10T11:00:00Z', 'Open until 12:00'],
      ['2026-12-10T12:00:00Z', 'Opens Sunday 10 January 10:00']
    ]
  ],
  [
    'every second Wednesday',
    fortnightly,
    [
      ['2026-11-18T10:00:00Z', 'Open until 12:00'],
      ['2026-11-25T10:00:00Z', 'Opens Wednesday 2 December 10:00'],
      ['2026-12-02T10:00:00Z', 'Open until 12:00']
    ]
  ]
])('%s', (_, of, cases) => {
  test.each(cases)('at %s: %s', (instant, text) => expect(openingAt(of, new Date(instant)).text).toBe(text))
})

describe('clock changes', () => {
  const smallHours = hours([weekly('SU', '00:30', '03:00')], 'OPEN')
  const insideTheHour = hours([weekly('SU', '01:15', '01:45')], 'OPEN')

  test.each([
    ['2026-03-29T00:29:59Z', 'Opens today 0:30'],
    ['2026-03-29T00:30:00Z', 'Open until 3:00'],
    ['2026-03-29T01:59:59Z', 'Open until 3:00'],
    ['2026-03-29T02:00:00Z', 'Opens Sunday 5 April 0:30'],
    ['2026-10-24T22:59:59Z', 'Opens Sunday 0:30'],
    ['2026-10-24T23:30:00Z', 'Open until 3:00'],
    ['2026-10-25T02:59:59Z', 'Open until 3:00'],
    ['2026-10-25T03:00:00Z', 'Opens Sunday 1 November 0:30']
  ])('the night of the change is an hour shorter or longer: %s: %s', (instant, text) => expect(openingAt(smallHours, new Date(instant)).text).toBe(text))

  test('hours that lie in the hour left out are no hours; in the hour that comes twice they hold from the first to the last', () => {
    expect(openingAt(insideTheHour, new Date('2026-03-29T01:00:00Z')).state).toBe('SHUT')
    expect(openingAt(insideTheHour, new Date('2026-10-25T00:15:00Z')).state).toBe('OPEN')
    expect(openingAt(insideTheHour, new Date('2026-10-25T01:44:59Z')).state).toBe('OPEN')
    expect(openingAt(insideTheHour, new Date('2026-10-25T01:45:00Z')).state).toBe('SHUT')
  })

  test('a wall time is the instant that shows it, in winter and in summer', () => {
    expect(wallTime('2026-11-26', 540, 'first').toISOString()).toBe('2026-11-26T09:00:00.000Z')
    expect(wallTime('2026-07-01', 540, 'first').toISOString()).toBe('2026-07-01T08:00:00.000Z')
    expect(wallTime('2026-03-29', 90, 'first').toISOString()).toBe('2026-03-29T01:00:00.000Z')
    expect(wallTime('2026-10-25', 90, 'first').toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(wallTime('2026-10-25', 90, 'last').toISOString()).toBe('2026-10-25T01:30:00.000Z')
  })
})

describe('exceptions and bank holidays', () => {
  const monday = '2026-12-28T10:00:00Z'

  test.each<[string, Hours, string]>([
    ['closed on bank holidays', office, 'Opens Tuesday 9:00'],
    ['open on bank holidays', hours([...office.schedules], 'OPEN'), 'Open until 17:00'],
    ['nobody has said', hours([...office.schedules], null), 'Bank holiday: hours not known'],
    [
      'named as open that day',
      hours([...office.schedules, row({ validFrom: '2026-12-28', validTo: '2026-12-28', opensAt: '10:00', closesAt: '14:00' })]),
      'Open until 14:00'
    ],
    ['not open on Mondays anyway', hours([weekly('TU', '09:00', '17:00')], null), 'Opens Tuesday 9:00']
  ])('on a bank holiday, %s: %s', (_, of, text) => expect(openingAt(of, new Date(monday)).text).toBe(text))

  test('a closure of some days holds from its first to its last', () => {
    const shut = hours([...office.schedules, closed('2026-11-24', '2026-11-26')])

    expect(openingAt(shut, new Date('2026-11-23T10:00:00Z')).state).toBe('OPEN')
    expect(openingAt(shut, new Date('2026-11-24T10:00:00Z')).text).toBe('Opens Friday 9:00')
    expect(openingAt(shut, new Date('2026-11-26T10:00:00Z')).state).toBe('SHUT')
    expect(openingAt(shut, new Date('2026-11-27T10:00:00Z')).state).toBe('OPEN')
  })

  test('Christmas Day on a Saturday is a holiday too, and so is the day that stands for it', () => {
    expect(['2027-12-25', '2027-12-27', '2026-12-25', '2027-01-01'].map(isBankHoliday)).toEqual([true, true, true, true])
    expect(['2026-11-28', '2026-11-26', '2027-12-29'].map(isBankHoliday)).toEqual([false, false, false])
  })

  test('summer hours end when their time is over', () => {
    const seasonal = hours([
      weekly('MO', '09:00', '20:00', { validFrom: '2026-06-01', validTo: '2026-08-31' }),
      weekly('MO', '09:00', '17:00', { validFrom: '2026-09-01' })
    ])

    expect(openingAt(seasonal, new Date('2026-08-24T18:30:00Z')).text).toBe('Open until 20:00')
    expect(openingAt(seasonal, new Date('2026-09-07T18:30:00Z')).state).toBe('SHUT')
  })
})

describe('what is not known', () => {
  test.each<[string, Hours, string]>([
    ['no schedule at all', hours([]), 'Hours not known'],
    ['days without hours', hours([weekly('TH', null, null)]), 'Open today, hours not known'],
    ['every second week, from no week', hours([weekly('TH', '09:00', '17:00', { interval: 2 })]), 'Hours today not known'],
    ['a day nobody can read', hours([weekly('Thursdays', '09:00', '17:00')]), 'Hours today not known']
  ])('%s is never taken for shut: %s', (_, of, text) => expect(openingAt(of, new Date('2026-11-26T10:00:00Z'))).toMatchObject({ state: 'UNKNOWN', text }))

  test('a site keeps its own hours where it has some, and else those of its service', () => {
    const own = [weekly('SU', '10:00', '12:00')]

    expect(hoursOf(office, own).schedules).toBe(own)
    expect(hoursOf(office, [])).toBe(office)
  })
})

describe('what holds for every rule', () => {
  const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const rules = fc.record({
    byDay: fc.subarray(days, { minLength: 1 }).map((chosen) => chosen.join(',')),
    opens: fc.integer({ min: 0, max: 1439 }),
    closes: fc.integer({ min: 0, max: 1439 })
  })
  const time = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const instants = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') })

  test('open at the instant it says it opens, shut at the instant it says it shuts, and never both', () => {
    fc.assert(
      fc.property(rules, instants, ({ byDay, opens, closes }, at) => {
        const of = hours([weekly(byDay, time(opens), time(closes))], 'OPEN')
        const { state, closesAt, opensAt } = openingAt(of, new Date(at))
        if (opensAt) expect([state, openingAt(of, opensAt).state]).toEqual(['SHUT', 'OPEN'])
        if (closesAt) expect([state, openingAt(of, closesAt).state]).toEqual(['OPEN', 'SHUT'])
      }),
      { numRuns: 150 }
    )
  })

  test('a weekly rule falls on its days, reckoned without the library', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 800 }), ({ byDay }, offset) => {
        const day = addDays('2026-01-01', offset)
        const name = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(day).getUTCDay()] ?? ''
        expect(fallsOn(weekly(byDay, '09:00', '17:00'), day)).toBe(byDay.split(',').includes(name))
      }),
      { numRuns: 100 }
    )
  })

  test('a rule ends with its last day, and after as many times as it says', () => {
    const thrice = weekly('TH', '09:00', '10:00', { startsOn: '2026-11-05', count: 3 })

    expect(['2026-11-05', '2026-11-19', '2026-11-26'].map((day) => fallsOn(thrice, day))).toEqual([true, true, false])
    expect(['2026-11-19', '2026-11-26'].map((day) => fallsOn(weekly('TH', '09:00', '10:00', { until: '2026-11-19' }), day))).toEqual([true, false])
    expect(spansOn([weekly('TH', '09:00', '10:00', { until: '2026-11-19' })], '2026-11-26')).toEqual([])
  })
})
