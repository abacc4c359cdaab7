import type { Site } from '../location/site.store.ts'
import { emptySchedule, type Schedule } from '../opening/schedule.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'
import { tellEntry } from './entry.rules.ts'

const bare = {
  ...{ name: 'Example (demo)', status: 'ACTIVE', otherPhones: [], schedules: [], phone: null, minimumAge: null, maximumAge: null, takesSex: null },
  ...{ referralRoute: null, convictionExclusions: null, takesNoFixedAbode: null, waitingDays: null }
} as unknown as ServiceRow

function tell(fields: Partial<ServiceRow> = {}, sites: Site[] = []): Record<string, string> {
  const told = tellEntry({ service: { ...bare, ...fields }, organisation: null, sites, needs: [] })
  return Object.fromEntries(told.map(({ label, text }) => [label, text]))
}
const site = (schedules: Schedule[] = []) =>
  ({ site: { schedules }, location: { name: 'Hall', address: '1 Test Street', town: 'Blackburn', postcode: 'BB1 9ZZ' } }) as unknown as Site
const hours = (fields: Partial<Schedule>) => tell({ schedules: [{ id: 's', ...emptySchedule, ...fields }] })['Opening hours']

describe('what an entry tells its provider', () => {
  test('what they would miss is told to be not said; the rest is left out', () => {
    expect(tell()).toEqual({
      ...{ Service: 'Example (demo)', 'Whether it runs': 'Running', 'What it does': 'Not said', 'What it helps with': 'Not said' },
      ...{ Telephone: 'Not said', Email: 'Not said', 'Web page': 'Not said', Where: 'No address is shown to the public' },
      ...{ 'Opening hours': 'Not said', Ages: 'Not said' }
    })
  })

  test('a number that is no is told apart from one that nobody said', () => {
    expect(tell({ takesNoFixedAbode: false, convictionExclusions: [], waitingDays: 0 })).toMatchObject({
      'Takes people with no fixed abode': 'No',
      'Does not take people convicted of': 'Takes all',
      'Days to wait': '0'
    })
  })

  test.each([
    [18, null, '18 and over'],
    [null, 25, 'Up to 25'],
    [11, 25, '11 to 25'],
    [0, null, '0 and over']
  ])('ages from %p to %p', (minimumAge, maximumAge, text) => {
    expect(tell({ minimumAge, maximumAge }).Ages).toBe(text)
  })

  test('each number and each address once, each site on a line', () => {
    const phone = { id: 'p', extension: null, type: null, description: null }
    const told = tell(
      {
        phone: '01254 000000',
        otherPhones: [
          { ...phone, number: '01254 000000' },
          { ...phone, number: '01254 000001' }
        ]
      },
      [site(), site()]
    )

    expect(told).toMatchObject({
      Telephone: '01254 000000, 01254 000001',
      Where: 'Hall, 1 Test Street, Blackburn, BB1 9ZZ\nHall, 1 Test Street, Blackburn, BB1 9ZZ'
    })
  })

  test.each([
    [{ frequency: 'WEEKLY', byDay: 'MO,FR', opensAt: '09:00', closesAt: '17:00' }, 'Monday, Friday: 09:00 to 17:00'],
    [{ frequency: 'WEEKLY', interval: 2, byDay: 'TU', opensAt: '10:00', closesAt: '12:00' }, 'every 2 weeks, Tuesday: 10:00 to 12:00'],
    [{ frequency: 'MONTHLY', byDay: '-1FR', opensAt: '18:00' }, 'last Friday: 18:00'],
    [{ frequency: 'MONTHLY', byMonthDay: '15', notes: 'by appointment' }, 'day 15 of the month – by appointment'],
    [{ validFrom: '2026-12-24', validTo: '2026-12-26', isClosed: true }, '2026-12-24 to 2026-12-26: closed'],
    [{ notes: 'ring first' }, 'ring first']
  ] as [Partial<Schedule>, string][])('hours in words: %j', (fields, text) => {
    expect(hours(fields)).toBe(text)
  })
})
