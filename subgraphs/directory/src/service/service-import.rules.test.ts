import { ageOf, agesIn } from './age.rules.ts'
import { cleanEntry, needCodesOf, statusOf, whyNotWithdraw } from './service-import.rules.ts'
import { webAddressOf } from './feed-address.rules.ts'
import { plainText } from './feed-text.rules.ts'
import { dayOf, instantOf, timeOf } from './feed-value.rules.ts'
import { daysOf, schedulesOf } from './schedule-import.rules.ts'
import { keptUuid, languagesOf } from './service-parts.rules.ts'

const silent = () => {}
const known = { needs: [], areas: [{ code: 'E07000117', name: 'Burnley', within: 'E10000017' }] }
const at = (changes: object = {}, address: object = {}) => ({
  location: {
    id: 'l1',
    name: 'Example House',
    latitude: 53.78,
    longitude: -2.24,
    addresses: [{ city: 'Burnley', postal_code: 'bb119zz', ...address }],
    ...changes
  }
})
const service = { id: '12', name: 'Example Hub (demo)', status: 'active', service_at_locations: [at()] }
const toEntry = (changes: object) => ({ line: 7, isOrganisationMissing: false, service: { ...service, ...changes } })
const clean = (changes: object) => {
  const result = cleanEntry(toEntry(changes), known)
  if ('fault' in result) throw new Error(result.fault.reason)
  return { ...result.clean, warned: result.warnings.map(({ field }) => field) }
}

describe('what a feed says, made fit to store', () => {
  test('an entry without a name is refused, with its line', () => {
    expect(cleanEntry(toEntry({ name: ' <b></b> ' }), known)).toEqual({ fault: { line: 7, field: 'name', reason: 'A service needs a name.' } })
  })

  test('a remark never repeats what stood in the field', () => {
    const result = cleanEntry(
      toEntry({
        status: 'secret',
        email: 'secret',
        url: 'javascript:secret',
        minimum_age: 'secret',
        assured_date: 'secret',
        schedules: [{ byday: 'MO', opens_at: 'secret' }]
      }),
      known
    )

    expect(JSON.stringify('warnings' in result && result.warnings)).not.toContain('secret')
    expect(clean({ status: '?', email: '?', minimum_age: '?', assured_date: '?' }).warned.sort()).toEqual(['assured_date', 'email', 'minimum_age', 'status'])
  })

  test.each([
    ['<p>Tea &amp; talk</p><script>alert(1)</script>', 'Tea & talk'],
    ['first<br/>second\n\nthird', 'first second third'],
    ['for ages < 18 and > 12', 'for ages < 18 and > 12'],
    ['nul\u0000byte', 'nul byte'],
    ['the peopleGÇÖs caf\u00c3\u00a9', 'the people’s café'],
    ['one\\ntwo', 'one two'],
    ['No description available', null],
    ['N/A', null],
    [' - ', null],
    [12, '12'],
    [{ nested: true }, null]
  ])('the text %p becomes %p', (given, text) => {
    expect(plainText(given)).toBe(text)
  })

  test.each([
    ['active', 'ACTIVE', false],
    ['Temporarily Closed', 'TEMPORARILY_CLOSED', false],
    ['temporarily_closed', 'TEMPORARILY_CLOSED', false],
    ['', 'INACTIVE', true],
    ['1', 'INACTIVE', true]
  ])('the status %p becomes %s; warned: %s', (given, status, isWarned) => {
    const warnings: string[] = []

    expect(statusOf(given, (field) => warnings.push(field))).toBe(status)
    expect(warnings).toEqual(isWarned ? ['status'] : [])
  })
})

describe('ages and addresses of a feed', () => {
  test.each([
    [0, null],
    [200, null],
    [999, null],
    ['', null],
    [1, 1],
    ['18', 18],
    [120, 120],
    [121, 'not an age'],
    [-1, 'not an age'],
    [17.5, 'not an age'],
    ['https://example.org', 'not an age']
  ])('the age %p becomes %p', (given, age) => {
    expect(ageOf(given)).toBe(age)
  })

  test('a youngest age above the oldest says nothing of either', () => {
    expect(clean({ minimum_age: 65, maximum_age: 18 })).toMatchObject({ minimumAge: null, maximumAge: null, warned: ['minimum_age'] })
  })

  test.each([
    ['hub.example.org/help', 'https://hub.example.org/help'],
    ['hub.example.org:8080', 'https://hub.example.org:8080'],
    ['http://hub.example.org', 'http://hub.example.org'],
    ['http://www.example.com', null],
    ['mailto:hub@example.org', null],
    ['javascript:alert(1)', null],
    ['ask at the desk', null]
  ])('the web address %p becomes %p', (given, address) => {
    expect(webAddressOf(given, silent)).toBe(address)
  })
})

describe('what the importer decides for an entry', () => {
  test('0,0 and coordinates abroad become none, with a remark; missing ones without', () => {
    expect(clean({ service_at_locations: [at({ latitude: '0', longitude: '0.0' })] })).toMatchObject({
      sites: [{ latitude: null, longitude: null }],
      warned: ['latitude']
    })
    expect(clean({ service_at_locations: [at({ latitude: 37.4, longitude: -122.2 })] }).sites).toMatchObject([{ latitude: null }])
    expect(clean({ service_at_locations: [at({ latitude: '', longitude: null })] }).warned).toEqual([])
  })

  test('a service that speaks of a refuge has hidden locations even where the feed does not say so', () => {
    expect(clean({}).sites).toMatchObject([{ isHidden: false, postcode: 'BB11 9ZZ' }])
    expect(clean({ description: 'A refuge for women.' })).toMatchObject({ sites: [{ isHidden: true }], warned: ['location'] })
    expect(clean({ service_at_locations: [at({ throughcare_is_hidden: true })] })).toMatchObject({ sites: [{ isHidden: true }], warned: [] })
  })

  test('exclusions not stated are not known, and an empty list excludes nobody', () => {
    expect(clean({}).convictionExclusions).toBeNull()
    expect(clean({ throughcare_conviction_exclusions: [] }).convictionExclusions).toEqual([])
    expect(clean({ throughcare_conviction_exclusions: ['arson', 'other'] }).convictionExclusions).toEqual(['ARSON'])
  })

  test('a check that lies in the future was not made', () => {
    const onDay = (assured_date: string) => cleanEntry(toEntry({ assured_date }), { ...known, today: '2026-11-23' })

    expect(onDay('2026-11-23')).toMatchObject({ clean: { assuredDate: '2026-11-23' }, warnings: [] })
    expect(onDay('2026-11-24')).toMatchObject({ clean: { assuredDate: null }, warnings: [{ field: 'assured_date' }] })
  })

  test('needs are known by our code or by what another taxonomy calls them', () => {
    const needs = [
      { code: 'housing', externalTerms: ['help find housing'] },
      { code: 'alcohol', externalTerms: ['substance misuse'] }
    ]

    expect(needCodesOf(['housing'], needs)).toEqual(['housing'])
    expect(needCodesOf(['Help Find Housing', 'Substance Misuse', undefined], needs)).toEqual(['housing', 'alcohol'])
    expect(needCodesOf(['Hats'], needs)).toEqual([])
  })

  test('a UUID is kept, in lower case, and nothing else is', () => {
    expect(keptUuid('AC148810-D857-441C-9679-408F346DE14B')).toBe('ac148810-d857-441c-9679-408f346de14b')
    expect(keptUuid('135836')).toBeNull()
  })

  test('up to half of a feed may be withdrawn at once, and not more', () => {
    expect(whyNotWithdraw(40, 20)).toBeNull()
    expect(whyNotWithdraw(40, 21)).toContain('More than half')
  })
})

describe('ages in words', () => {
  test.each([
    ['18+', 18, null],
    ['11-25', 11, 25],
    ['From 5 years upwards', 5, null],
    ['Over 55s', 55, null],
    ['Under 25', null, 24],
    ['16 to 24 years', 16, 24],
    ['All ages', null, null]
  ])('%s', (text, minimumAge, maximumAge) => {
    expect(agesIn(text)).toEqual({ minimumAge, maximumAge })
    expect(clean({ minimum_age: text })).toMatchObject({ minimumAge, maximumAge, warned: [] })
  })

  test('what is none is told and left out', () => {
    expect(agesIn('the young')).toBeNull()
    expect(clean({ minimum_age: 'the young' })).toMatchObject({ minimumAge: null, warned: ['minimum_age'] })
  })
})

describe('hours of a feed', () => {
  test.each([
    ['9:00AM', '09:00'],
    ['12:15 am', '00:15'],
    ['12pm', '12:00'],
    ['9.30 p.m.', '21:30'],
    ['10:00:00', '10:00'],
    ['10:00Z', '10:00'],
    ['10:00:00+01:00', '10:00'],
    ['24:00', '23:59'],
    ['0930', '09:30'],
    ['2024-01-01T09:00:00Z', '09:00'],
    ['noon', '12:00'],
    ['25:00', null],
    ['9', null],
    ['by appointment', null],
    ['', null]
  ])('the time %p becomes %p', (given, time) => expect(timeOf(given)).toBe(time))

  test.each([
    ['MO,TU', 'MO,TU'],
    ['1sa', '1SA'],
    ['-1FR', '-1FR'],
    ['Sunday', 'SU'],
    ['Monday - Friday', 'MO,TU,WE,TH,FR'],
    ['Fri to Mon', 'MO,FR,SA,SU'],
    ['Mon, Wed', 'MO,WE'],
    ['MO-FR', 'MO,TU,WE,TH,FR'],
    ['Mon-Thu, Sat', 'MO,TU,WE,TH,SA'],
    ['1SA 3SA', '1SA,3SA'],
    ['we open Monday', 'MO'],
    ['Mon-Fri 9-5', null],
    ['99XX', null],
    ['weekdays', 'MO,TU,WE,TH,FR'],
    ['daily', 'MO,TU,WE,TH,FR,SA,SU'],
    ['3', 'WE'],
    ['sometimes', null]
  ])('the days %p become %p', (given, days) => expect(daysOf(given)).toBe(days))

  test.each([
    ['January 05, 2026', '2026-01-05'],
    ['05/01/2026', '2026-01-05'],
    ['2026-01-05T10:00:00Z', '2026-01-05'],
    ['20260105T235959Z', '2026-01-05'],
    ['5th Jan 2026', '2026-01-05'],
    ['05.01.2026 10:00', '2026-01-05'],
    ['12/31/2026', null],
    ['31/02/2026', null]
  ])('the day %p becomes %p', (given, day) => expect(dayOf(given, silent, 'day')).toBe(day))

  test('weekday rows, an opening time in the wrong column, and the whole day', () => {
    const [weekday, misplaced, always] = schedulesOf(
      {
        regular_schedules: [{ weekday: 'Monday', opens_at: '08:00', closes_at: '17:00' }],
        schedules: [
          { freq: 'WEEKLY', byday: 'TU', dtstart: '9:00AM', closes_at: '5:00PM' },
          { freq: 'WEEKLY', byday: 'WE', opens_at: '24 hours' }
        ]
      },
      silent
    ).sort((one, other) => String(one.byDay).localeCompare(String(other.byDay)))

    expect(weekday).toMatchObject({ frequency: 'WEEKLY', byDay: 'MO', opensAt: '08:00', closesAt: '17:00' })
    expect(misplaced).toMatchObject({ byDay: 'TU', startsOn: null, opensAt: '09:00', closesAt: '17:00' })
    expect(always).toMatchObject({ byDay: 'WE', opensAt: '00:00', closesAt: '23:59' })
  })

  test.each([
    ['2026-01-05 10:00:00', '2026-01-05T10:00:00.000Z'],
    ['2026-01-05T10:00:00+01:00', '2026-01-05T09:00:00.000Z'],
    ['05/01/2026', '2026-01-05T00:00:00.000Z'],
    ['lately', null]
  ])('the instant %p becomes %p', (given, instant) => expect(instantOf(given, silent, 'last_modified')).toBe(instant))

  test.each([
    [{ freq: 'YEARLY', byday: 'MO', opens_at: '09:00', closes_at: '10:00', notes: 'Ask.' }],
    [{ weekday: 'Lundi', opens_at: '09:00', closes_at: '10:00', notes: 'Ask.' }]
  ])('a recurrence that cannot be read says nothing of the hours, and that is told: %j', (row) => {
    const told: string[] = []

    expect(schedulesOf({ schedules: [row] }, (field) => told.push(field))).toMatchObject([{ frequency: null, byDay: null, opensAt: null, notes: 'Ask.' }])
    expect(told).toEqual(['schedule'])
  })

  test('a recurrence in one text, a list of days, and a week that begins on Monday in words', () => {
    const hours = { opens_at: '09:00', closes_at: '10:00' }
    const rows = [
      { rrule: 'RRULE:FREQ=MONTHLY;BYDAY=1SA;UNTIL=20261231T000000Z', ...hours },
      { freq: 'weekly', byday: ['MO', 'TU'], wkst: 'Monday', ...hours }
    ]

    expect(schedulesOf({ schedules: rows }, silent)).toMatchObject([
      { frequency: 'MONTHLY', byDay: '1SA', until: '2026-12-31' },
      { frequency: 'WEEKLY', byDay: 'MO,TU', weekStart: 'MO' }
    ])
  })

  test('a holiday is an exception for its days; one of no year is told and left out', () => {
    const warned: string[] = []
    const holidays = [
      { start_date: '2026-12-24', end_date: '2026-12-26', closed: true },
      { start_date: 'January 01, 0001', end_date: 'January 01, 0001', closed: true }
    ]

    expect(schedulesOf({ holiday_schedules: holidays }, (field) => warned.push(field))).toMatchObject([
      { frequency: null, validFrom: '2026-12-24', validTo: '2026-12-26', isClosed: true }
    ])
    expect(warned).toEqual(['holiday_schedule'])
  })

  test('a site keeps the hours of its own, and else those of its location', () => {
    const row = (byday: string) => ({ freq: 'WEEKLY', byday, opens_at: '09:00', closes_at: '17:00' })
    const ofLocation = at({ schedules: [row('MO')] })

    expect(clean({ service_at_locations: [ofLocation] }).sites[0]?.schedules).toMatchObject([{ byDay: 'MO' }])
    expect(clean({ service_at_locations: [{ ...ofLocation, schedules: [row('TU')] }] }).sites[0]?.schedules).toMatchObject([{ byDay: 'TU' }])
  })
})

describe('what else a feed says', () => {
  test('a language that is none goes into the note', () => {
    expect(languagesOf({ languages: [{ name: 'Urdu', code: 'UR' }, { name: 'Others available upon request' }, {}] }, silent)).toMatchObject([
      { name: 'Urdu', code: 'ur', note: null },
      { name: null, note: 'Others available upon request' }
    ])
  })

  test('the line of a contact without a name is the public line, a fax is not', () => {
    const lines = clean({
      phones: [{ number: '01632 960001', type: 'fax' }],
      contacts: [{ phones: [{ number: '01632 960002' }] }, { name: 'Sam', phones: [{ number: '01632 960003' }] }]
    })

    expect(lines).toMatchObject({ phone: '01632 960002', otherPhones: [{ number: '01632 960001' }], contact: { name: 'Sam', phone: '01632 960003' } })
  })

  test('more than its number is kept of the first line; without lines of its own a service has those of its sites', () => {
    const line = { number: '01632 960001', extension: '12', type: 'Voice' }

    expect(clean({ phones: [line, { number: '01632 960001' }] })).toMatchObject({ phone: '01632 960001', otherPhones: [{ extension: 12, type: 'voice' }] })
    expect(clean({ phones: [{ number: '01632 960001' }] }).otherPhones).toEqual([])
    expect(clean({ service_at_locations: [at({ phones: [line] })] }).phone).toBe('01632 960001')
  })

  test('what is no list, no number and no place of the feed is told', () => {
    const given = {
      phones: '01632 960001',
      languages: ['Urdu', 7.5, [1]],
      cost_options: [{ amount: 'ask' }],
      capacities: [{ available: 3 }],
      locations: [at().location]
    }
    const { phone, languages, costs, sites, warned } = clean({ ...given, service_at_locations: [{ location_id: 'gone' }] })

    expect({ phone, languages, costs }).toMatchObject({
      phone: '01632 960001',
      languages: [{ name: 'Urdu' }, { name: '7.5' }],
      costs: [{ amountDescription: 'ask' }]
    })
    expect(sites).toMatchObject([{ town: 'Burnley' }])
    expect(warned.sort()).toEqual(['capacities', 'languages', 'service_at_locations'])
  })

  test('a refuge is known by its other name, and by what its house is called', () => {
    expect(clean({ alternate_name: 'The Refuge' }).sites).toMatchObject([{ isHidden: true }])
    expect(clean({ service_at_locations: [at({ name: 'Safe house' })] }).sites).toMatchObject([{ isHidden: true }])
    expect(clean({ service_at_locations: [at({ throughcare_is_hidden: 'true' })] }).sites).toMatchObject([{ isHidden: true }])
  })

  test('a service area by name is covered by its code; one nobody can tell leaves all unknown', () => {
    expect(clean({ service_areas: [{ name: 'Burnley' }] }).coverage).toEqual(['E07000117'])
    expect(clean({ service_areas: [{ name: 'Burnley' }, { name: 'the valley' }] }).coverage).toBeNull()
    expect(clean({}).coverage).toBeNull()
  })
})
