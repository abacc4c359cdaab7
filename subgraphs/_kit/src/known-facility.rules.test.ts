import { whyShut } from './known-facility.rules.ts'

describe('a facility', () => {
  const facility = { openFrom: '2026-05-01', closedOn: '2026-06-01' }

  test.each([
    ['the day before it opened', '2026-04-30', 'That prison opened on 1 May 2026 only'],
    ['the day it opened', '2026-05-01', null],
    ['the day before it closed', '2026-05-31', null],
    ['the day it closed', '2026-06-01', 'That prison closed on 1 June 2026']
  ])('on %s', (_, day, expected) => expect(whyShut('That prison', facility, day)).toBe(expected))

  test('of which no days are known is open', () => expect(whyShut('That prison', { openFrom: null, closedOn: null }, '2026-06-01')).toBeNull())
})
