import { addDays, addMonths, addWorkingDays, isWorkingDay, startOfDay, whyNotNear } from './day.rules.ts'

describe('working days in England', () => {
  // gov.uk/bank-holidays, England and Wales.
  test.each([
    ['2024', ['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-08-26', '2024-12-25', '2024-12-26']],
    ['2028', ['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26']],
    ['2026', ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']],
    ['2027', ['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28']],
    ['2025', ['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25', '2025-12-26']]
  ])('in %s these and no other weekdays are holidays', (year, holidays) => {
    const days = Array.from({ length: Number(year) % 4 === 0 ? 366 : 365 }, (_, index) => new Date(Date.UTC(Number(year), 0, 1 + index)))
    const weekdays = days.filter((day) => day.getUTCDay() % 6 !== 0).map((day) => day.toISOString().slice(0, 10))

    expect(weekdays.filter((day) => !isWorkingDay(day))).toEqual(holidays)
  })

  test.each([
    ['from a Monday to the Thursday', '2026-06-01', '2026-06-04'],
    ['from a Thursday over the weekend', '2026-06-04', '2026-06-09'],
    ['from a Saturday, counting from Monday', '2026-06-06', '2026-06-10'],
    ['over Easter', '2026-04-02', '2026-04-09'],
    ['over Christmas and New Year', '2026-12-24', '2026-12-31']
  ])('three working days lead %s', (_, from, to) => {
    expect(addWorkingDays(from, 3)).toBe(to)
  })

  test('a day begins at midnight in London, summer and winter', () => {
    expect(startOfDay('2026-06-01').toISOString()).toBe('2026-05-31T23:00:00.000Z')
    expect(startOfDay('2026-12-01').toISOString()).toBe('2026-12-01T00:00:00.000Z')
    expect(startOfDay('2026-03-29').toISOString()).toBe('2026-03-29T00:00:00.000Z')
    expect(startOfDay('2026-03-30').toISOString()).toBe('2026-03-29T23:00:00.000Z')
  })
})

describe('days', () => {
  test.each([
    ['2026-03-28', 1, '2026-03-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-06-01', -84, '2026-03-09']
  ])('%s and %i days is %s, whatever the clocks do', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected)
  })

  test.each([
    ['2026-01-15', '2026-07-15'],
    ['2026-07-01', '2027-01-01'],
    ['2026-08-28', '2027-02-28'],
    ['2026-08-29', '2027-02-28'],
    ['2026-08-31', '2027-02-28'],
    ['2027-08-29', '2028-02-29'],
    ['2027-08-31', '2028-02-29'],
    ['2026-03-31', '2026-09-30']
  ])('six months from %s is %s: the last day of the month where it has no such day', (day, expected) => {
    expect(addMonths(day, 6)).toBe(expected)
  })

  test('no day lies beyond the calendar, so that what stands with its last day can be read', () => {
    expect([addDays('9999-12-31', 1), addMonths('9999-12-31', 6), addDays('0001-01-01', -1), addMonths('0001-01-31', -1)]).toEqual([
      ...['9999-12-31', '9999-12-31', '0001-01-01', '0001-01-01']
    ])
  })
})

// A mistyped year, or the day by which an old system says that it knows none.
describe('a day of what began with a referral', () => {
  test.each(['2016-06-01', '2026-06-01', '2036-06-01'])('may be %s, up to ten years from it', (day) => expect(whyNotNear(day, '2026-06-01')).toBeNull())

  test.each([
    ['2016-05-31', 'more than ten years before the referral'],
    ['1900-01-01', 'more than ten years before the referral'],
    ['2036-06-02', 'more than ten years after the referral'],
    ['9999-12-31', 'where the day is not known, leave it empty']
  ])('is not %s', (day, reason) => expect(whyNotNear(day, '2026-06-01')).toContain(reason))
})
