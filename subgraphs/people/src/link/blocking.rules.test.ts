import { blockingKeys, isEnough, slipKeys } from './blocking.rules.ts'
import { normaliseIdentity, type GivenIdentity } from './identity.rules.ts'

const whole: GivenIdentity = {
  id: 'a',
  names: [{ given: 'Robert', family: 'Testcase' }],
  birthDates: [{ date: '1984-05-13' }],
  postcodes: [{ value: 'PR1 2AB' }],
  addresses: ['3 Mill Street'],
  towns: ['Preston'],
  emails: ['Rob.Testcase@example.org'],
  phones: ['+44 7700 900123'],
  identifiers: [{ type: 'PNC', value: '2002/0073319Z' }]
}
const keysOf = (given: GivenIdentity) => blockingKeys(normaliseIdentity(given))
const only = (...fields: (keyof GivenIdentity)[]): GivenIdentity => ({
  id: 'a',
  names: [],
  ...Object.fromEntries(fields.map((field) => [field, whole[field]]))
})
const meet = (one: GivenIdentity, other: GivenIdentity) => keysOf(one).filter((key) => keysOf(other).includes(key))

describe('two records are worth comparing', () => {
  test.each([
    ['with an identifier in common', only('identifiers'), whole],
    ['with a date of birth in common', only('birthDates'), whole],
    ['with a name in common', only('names'), whole],
    ['with a short form', { ...only('names'), names: [{ given: 'Bob', family: 'Testcase' }] }, whole],
    ['with names in each other’s place', { ...only('names'), names: [{ given: 'Testcase', family: 'Robert' }] }, whole],
    [
      'with an alias',
      {
        ...only('names'),
        names: [
          { given: 'Will', family: 'Other' },
          { given: 'Robert', family: 'Testcase' }
        ]
      },
      whole
    ],
    ['with a name that sounds alike', { ...only('names'), names: [{ given: 'Roburt', family: 'Testkase' }] }, whole],
    ['with day and month swapped', { ...only('birthDates'), birthDates: [{ date: '1984-13-05' }] }, whole],
    ['with a slip in the day and a name', { ...only('names'), names: [{ given: 'Zed', family: 'Testcase' }], birthDates: [{ date: '1984-05-18' }] }, whole],
    ['with a slip in the year and a name', { ...only('names'), names: [{ given: 'Zed', family: 'Testcase' }], birthDates: [{ date: '1948-05-13' }] }, whole],
    ['with a postcode and the start of a name', { ...only('postcodes'), names: [{ given: 'Rowan', family: 'Other' }] }, whole],
    ['with an address', only('addresses'), whole],
    ['with an email address, whatever the provider', { ...only(), emails: ['rob.testcase@other.example'] }, whole],
    ['with a phone number however written', { ...only(), phones: ['07700 900123'] }, whole]
  ] satisfies [string, GivenIdentity, GivenIdentity][])('%s', (_, one, other) => expect(meet(one, other)).not.toEqual([]))

  test.each([
    ['on sex alone', { ...only(), sex: 'MALE' as const }, { ...whole, sex: 'MALE' as const }],
    ['on a prison’s postcode', { ...only(), postcodes: [{ value: 'PR1 2AB', kind: 'PRISON' as const }] }, whole],
    ['on a town alone', only('towns'), whole],
    ['on 1 January alone', { ...only(), birthDates: [{ date: '1984-01-01' }] }, { ...only('names'), birthDates: [{ date: '1984-01-01' }] }]
  ])('but not %s', (_, one, other) => expect(meet(one, other)).toEqual([]))
})

test('a record has few keys, each once', () => {
  const keys = keysOf(whole)

  expect(new Set(keys).size).toBe(keys.length)
  expect(keysOf(only('names', 'birthDates', 'postcodes', 'identifiers')).length).toBeLessThanOrEqual(16)
})

test('what belongs to one person or household is enough by itself; a name and a date, which strangers share, are not', () => {
  const kinds = (keys: string[]) => [...new Set(keys.map((key) => key.split(':')[0]))].sort()

  expect(kinds(keysOf(whole).filter(isEnough))).toEqual(['a', 'e', 'i', 't'])
  expect(kinds(keysOf(whole).filter((key) => !isEnough(key)))).toEqual(['d', 'md', 'n', 'p', 's', 'w', 'yd', 'ym'])
})

describe('a search by name alone with a slip', () => {
  const named = (given: string, family: string) => normaliseIdentity({ id: 'a', names: [{ given, family }] })
  const keys = blockingKeys(named('Robert', 'Testcase'))
  const meets = (given: string, family: string) => slipKeys(named(given, family)).some((key) => keys.includes(key))

  test.each([
    ['Robert', 'Tesgcase'],
    ['Robert', 'Tescase'],
    ['Robert', 'Testcanse'],
    ['Robert', 'Tetscase'],
    ['Robert', 'Testcasr'],
    ['Fobert', 'Testcase'],
    ['obert', 'Testcase'],
    ['Rogbert', 'Testcase'],
    ['Testcase', 'Rogbert']
  ])('meets the name that was meant: %s %s', (given, family) => expect(meets(given, family)).toBe(true))

  test('meets nobody by a slip in each name, nor without one of them', () => {
    expect(meets('Rogbert', 'Tesgcase')).toBe(false)
    expect([slipKeys(named('', 'Testcase')), slipKeys(named('Robert', ''))]).toEqual([[], []])
  })

  test('is not looked for in a name that is longer than names are', () => {
    const most = Math.max(...['bdfg'.repeat(5), 'bdfg'.repeat(25)].map((long) => slipKeys(named(long, long)).length))

    expect(slipKeys(named('bdfg'.repeat(5), 'Testcase')).length).toBeGreaterThan(slipKeys(named('bdfg'.repeat(6), 'Testcase')).length)
    expect(most).toBeLessThan(2_000)
  })
})
