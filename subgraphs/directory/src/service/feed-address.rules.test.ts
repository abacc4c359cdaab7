import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { emailOf, webAddressOf } from './feed-address.rules.ts'

const ajv = new Ajv2020()
addFormats.default(ajv)
const isValid = (format: string, value: string | null) => value === null || ajv.validate({ type: 'string', format }, value) === true

test.each([
  ['hub@example.org', 'hub@example.org', false],
  ['mailto:hub@example.org', 'hub@example.org', true],
  ['Example Hub <hub@example.org>', 'hub@example.org', true],
  ['hub@example.org,', 'hub@example.org', true],
  ['hub@example.org; desk@example.org', 'hub@example.org', true],
  [['hub@example.org', 'desk@example.org'], 'hub@example.org', true],
  ['hub..desk@example.org', null, true],
  ['josé@example.org', null, true],
  ['hub@example', null, true],
  ['ask at the desk', null, true],
  ['', null, false]
])('the e-mail address %p becomes %p, which the schemas take; told: %p', (given, address, isTold) => {
  const told: string[] = []

  expect(emailOf(given, (field) => told.push(field))).toBe(address)
  expect(isValid('email', address)).toBe(true)
  expect(told).toEqual(isTold ? ['email'] : [])
})

test.each([
  ['https://hub.example.org/straße?x=ü', 'https://hub.example.org/stra%C3%9Fe?x=%C3%BC'],
  ['https://münchen.example.org', 'https://xn--mnchen-3ya.example.org/'],
  ['http://hub.example.org/a[1]|{2}?q=100%#b#c', 'http://hub.example.org/a%5B1%5D%7C%7B2%7D?q=100%25#b%23c'],
  ['http://hub.example.org; http://desk.example.org', 'http://hub.example.org'],
  ['www.hub.example.org/our page', null],
  ['http://localhost/page', null],
  ['ftp://hub.example.org', null]
])('the web address %p becomes %p, which the schemas take', (given, address) => {
  expect(webAddressOf(given, () => {})).toBe(address)
  expect(isValid('uri', address)).toBe(true)
})
