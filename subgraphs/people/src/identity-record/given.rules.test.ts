import { whyNotAddress, whyNotName, whyNotNumbers, whyNotSoMany, whyNotSource } from './given.rules.ts'

describe('a name', () => {
  const name = (given: string, family = 'Sampleton') => whyNotName({ given, family })

  test.each(['Testina', "D'Arcy-Ann", 'محمد', 'نیم‌روز', 'Q', 'x'.repeat(100)])('may be %s', (given) => expect(name(given)).toBeNull())
  test.each(['', '  '])('is not blank: "%s"', (given) =>
    expect([name(given), name('Testina', given)]).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('Unknown')))
  )
  test('has at most 100 characters', () =>
    expect([name('x'.repeat(101)), name('x', 'x'.repeat(101))].every((fault) => fault?.includes('100 characters'))).toBe(true))
  test.each(['Test\nina', 'Test\u0000ina', 'Test\u202Eina', 'Test\u2066ina'])('holds nothing unseen', (given) => expect(name(given)).toMatch(/cannot be seen/))
})

describe('a source', () => {
  const source = (sourceSystem: string, sourceKey: string) => whyNotSource({ sourceSystem, sourceKey })

  test('is a system and a key', () => expect(source('custody', '1')).toBeNull())
  test('is neither blank', () => expect([source('', '1'), source('custody', ' ')].every((fault) => fault?.includes('which system'))).toBe(true))
  test('has at most 200 characters of each, all seen', () => {
    expect(source('x'.repeat(200), 'y'.repeat(200))).toBeNull()
    expect([source('x'.repeat(201), '1'), source('custody', 'y'.repeat(201)), source('custody', '1\n')].every((fault) => fault?.includes('200'))).toBe(true)
  })
})

test.each([
  ['aliases', 50],
  ['otherBirthDates', 20],
  ['identifiers', 100],
  ['addresses', 100]
] as const)('one record holds at most so many %s: %d', (list, most) => {
  const given = (length: number) => whyNotSoMany(list, Array.from({ length }))
  expect([given(most), given(most + 1), whyNotSoMany(list, null)]).toEqual([null, expect.stringContaining(String(most)), null])
})

describe('an address', () => {
  test.each([{ postcode: 'BB1 1AA' }, { town: 'Preston' }, { lines: '1 Example Street' }, { kind: 'NO_FIXED_ABODE' }])('may be %j', (address) =>
    expect(whyNotAddress(address)).toBeNull()
  )
  test.each([{}, { postcode: ' ', town: null }, { from: '2026-01-01' }])('says something: not %j', (address) =>
    expect(whyNotAddress(address)).toMatch(/at least/)
  )
  test('is no longer than an address is', () => {
    expect([whyNotAddress({ lines: 'x'.repeat(500) }), whyNotAddress({ town: 'x'.repeat(501) })]).toEqual([null, expect.stringContaining('500')])
  })
  test('does not end before it begins', () => {
    const held = (from: string, until: string) => whyNotAddress({ town: 'Preston', from, until })
    expect([held('2026-01-01', '2026-01-01'), held('2026-01-02', '2026-01-01')]).toEqual([null, expect.stringContaining('ends before')])
  })
})

describe('the numbers of one record', () => {
  const number = (changes: object) => ({ type: 'NHS_NUMBER', value: '9990000018', isVerified: true, from: null, ...changes })

  test('hold one verified NHS number, and others that nobody verified', () => {
    expect(whyNotNumbers([number({}), number({ value: '9990000026', isVerified: false }), number({ type: 'OTHER', value: '1' })], '2026-06-01')).toBeNull()
    expect(whyNotNumbers([number({}), number({ value: '9990000026' })], '2026-06-01')).toMatch(/two people/)
  })
  test('are theirs from today at the latest', () => {
    const from = (day: string) => whyNotNumbers([number({ from: day })], '2026-06-01')
    expect([from('2026-06-01'), from('2026-06-02')]).toEqual([null, expect.stringContaining('future')])
  })
})
