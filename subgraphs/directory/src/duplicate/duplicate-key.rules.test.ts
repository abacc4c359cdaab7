import { numbersOfOrganisation, phoneKeyOf, webKeyOf } from './duplicate-key.rules.ts'

test.each([
  ['01254 123456', '01254123456'],
  ['(01254) 123-456', '01254123456'],
  ['+44 1254 123456', '01254123456'],
  ['+44 (0)1254 123456', '01254123456'],
  ['0044 1254 123456', '01254123456'],
  ['01254 123456 or 07700 900123', '01254123456'],
  ['01254 123456 ext. 12', '01254123456'],
  ['116 123', '116123'],
  ['999', null],
  ['call us', null],
  ['', null],
  [null, null]
])('a telephone number is the same however it is written: %p', (phone, key) => {
  expect(phoneKeyOf(phone)).toBe(key)
})

test.each([
  ['https://www.example.org/', 'example.org'],
  ['http://example.org', 'example.org'],
  ['HTTPS://Example.org/Help/index.html', 'example.org/help'],
  ['https://example.org/help/#top', 'example.org/help'],
  ['https://example.org/service?id=7', 'example.org/service?id=7'],
  ['https://www.facebook.com/example-hub', 'facebook.com/example-hub'],
  ['https://www.facebook.com/', null],
  ['https://www.blackburn.gov.uk', null],
  ['https://www.blackburn.gov.uk/housing', 'blackburn.gov.uk/housing'],
  ['https://www.nhs.uk/', null],
  [`https://example.org/${'x'.repeat(5_000)}`, `example.org/${'x'.repeat(488)}`],
  ['ask', null],
  [null, null]
])('a web address is the same however it is written, and the front page of a public body tells nothing: %p', (url, key) => {
  expect(webKeyOf(url)).toBe(key)
})

const identifier = (scheme: string | null, type: string, text: string) => ({ id: 'i', scheme, type, identifier: text })

test.each([
  [[identifier('GB-CHC', 'charity', '1234567')], '1234567', null],
  [[identifier(null, 'Charity Number', ' 1 234 567 ')], '1234567', null],
  [[identifier('GB-SC', 'Scottish charity', 'SC012345')], 'SC12345', null],
  [[identifier('GB-COH', 'company', '01234567')], null, '1234567'],
  [[identifier(null, 'Companies House', 'GB-COH-01234567')], null, '1234567'],
  [[identifier('GB-NHS', 'ODS', 'RW5')], null, null],
  [[identifier('GB-CHC', 'charity', 'n/a')], null, null],
  [[identifier('GB-CHC', 'charity', '1234567'), identifier('GB-COH', 'company', '7654321')], '1234567', '7654321']
])('numbers in registers are told apart by register: %j', (identifiers, charityNumber, companyNumber) => {
  expect(numbersOfOrganisation(identifiers)).toEqual({ charityNumber, companyNumber })
})
