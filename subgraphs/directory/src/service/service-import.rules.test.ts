import { ageOf, cleanEntry, keptUuid, needCodesOf, plainText, statusOf, webAddressOf, whyNotWithdraw, type FeedEntry } from './service-import.rules.ts'

const silent = () => {}
const location = { id: 'l1', name: 'Example House', address: '', town: 'Burnley', postcode: 'bb119zz', latitude: 53.78, longitude: -2.24, isHidden: false }
const entry: FeedEntry = {
  ...{ line: 7, id: '12', name: 'Example Hub (demo)', description: null, status: 'active', url: null, email: null, phone: null },
  ...{ minimumAge: null, maximumAge: null, assuredDate: null, organisation: null, isOrganisationMissing: false },
  ...{ locations: [location], terms: [], contact: null, convictionExclusions: null, takesNoFixedAbode: null, referralRoute: null }
}
const clean = (changes: Partial<FeedEntry>) => {
  const result = cleanEntry({ ...entry, ...changes }, [])
  if ('fault' in result) throw new Error(result.fault.reason)
  return { ...result.clean, warned: result.warnings.map(({ field }) => field) }
}

describe('what a feed says, made fit to store', () => {
  test('an entry without a name is refused, with its line', () => {
    expect(cleanEntry({ ...entry, name: ' <b></b> ' }, [])).toEqual({ fault: { line: 7, field: 'name', reason: 'A service needs a name.' } })
  })

  test('a remark never repeats what stood in the field', () => {
    const result = cleanEntry({ ...entry, status: 'secret', email: 'secret', url: 'javascript:secret', minimumAge: 'secret', assuredDate: 'secret' }, [])

    expect(JSON.stringify('warnings' in result && result.warnings)).not.toContain('secret')
    expect(clean({ status: '?', email: '?', minimumAge: '?', assuredDate: '?' }).warned).toEqual(['minimum_age', 'status', 'email', 'assured_date'])
  })

  test.each([
    ['<p>Tea &amp; talk</p><script>alert(1)</script>', 'Tea & talk'],
    ['first<br/>second\n\nthird', 'first second third'],
    ['for ages < 18 and > 12', 'for ages < 18 and > 12'],
    ['nul\u0000byte', 'nul byte'],
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
    expect(clean({ minimumAge: 65, maximumAge: 18 })).toMatchObject({ minimumAge: null, maximumAge: null, warned: ['minimum_age'] })
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
    expect(clean({ locations: [{ ...location, latitude: '0', longitude: '0.0' }] })).toMatchObject({
      locations: [{ latitude: null, longitude: null }],
      warned: ['latitude']
    })
    expect(clean({ locations: [{ ...location, latitude: 37.4, longitude: -122.2 }] }).locations).toMatchObject([{ latitude: null }])
    expect(clean({ locations: [{ ...location, latitude: '', longitude: null }] }).warned).toEqual([])
  })

  test('a service that speaks of a refuge has hidden locations even where the feed does not say so', () => {
    expect(clean({}).locations).toMatchObject([{ isHidden: false, postcode: 'BB11 9ZZ' }])
    expect(clean({ description: 'A refuge for women.' })).toMatchObject({ locations: [{ isHidden: true }], warned: ['location'] })
    expect(clean({ locations: [{ ...location, isHidden: true }] })).toMatchObject({ locations: [{ isHidden: true }], warned: [] })
  })

  test('exclusions not stated are not known, and an empty list excludes nobody', () => {
    expect(clean({}).convictionExclusions).toBeNull()
    expect(clean({ convictionExclusions: [] }).convictionExclusions).toEqual([])
    expect(clean({ convictionExclusions: ['arson', 'other'] }).convictionExclusions).toEqual(['ARSON'])
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
