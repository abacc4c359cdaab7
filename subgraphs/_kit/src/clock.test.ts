import fc from 'fast-check'
import { ageOn, isoInstant, londonDate } from './clock.ts'

describe('age', () => {
  test.each([
    ['the day before the birthday', '1990-06-15', '2026-06-14', 35],
    ['on the birthday', '1990-06-15', '2026-06-15', 36],
    ['born on 29 February, on 28 February of a common year', '2008-02-29', '2026-02-28', 17],
    ['born on 29 February, on 1 March of a common year', '2008-02-29', '2026-03-01', 18],
    ['born on 29 February, on the day itself in a leap year', '2008-02-29', '2028-02-29', 20],
    ['on the day of birth', '2026-11-23', '2026-11-23', 0]
  ])('%s', (_, birthDate, day, age) => expect(ageOn(birthDate, day)).toBe(age))
})

describe('the day in London', () => {
  test.each([
    ['in winter, London keeps UTC', '2026-11-23T23:59:59Z', '2026-11-23'],
    ['in summer, the last hour of a UTC day is the next day', '2026-07-01T23:00:00Z', '2026-07-02'],
    ['the clocks go forward on 29 March 2026', '2026-03-29T23:30:00Z', '2026-03-30'],
    ['and back on 25 October 2026', '2026-10-25T23:30:00Z', '2026-10-25']
  ])('%s', (_, instant, day) => expect(londonDate(new Date(instant))).toBe(day))

  test('is what the calendar says, at any instant', () => {
    const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })
    fc.assert(
      fc.property(fc.date({ min: new Date('1930-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }), (instant) =>
        expect(londonDate(instant)).toBe(calendar.format(instant))
      ),
      { numRuns: 2_000 }
    )
  })
})

describe('an instant as text', () => {
  test('is as the language writes it, whatever instant it is', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (instant) => expect(isoInstant(instant)).toBe(instant.toISOString())),
      { numRuns: 5_000 }
    )
  })

  test('is refused where it is no instant', () => expect(() => isoInstant(new Date(Number.NaN))).toThrow(RangeError))
})
