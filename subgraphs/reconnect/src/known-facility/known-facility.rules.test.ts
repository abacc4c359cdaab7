import { whyNotHold } from './known-facility.rules.ts'

describe('a place in which somebody is held', () => {
  const prison = { kind: 'PRISON' as const, openFrom: null, closedOn: '2026-06-01' }

  test.each([
    ['a prison that is open', prison, '2026-05-31', null],
    ['a prison on the day it closed', prison, '2026-06-01', 'That prison closed on 1 June 2026, so nobody was held there'],
    ['a court', { ...prison, kind: 'CROWN_COURT' as const }, '2026-05-31', 'no prison'],
    ['a custody suite', { ...prison, kind: 'CUSTODY_SUITE' as const }, '2026-05-31', 'no prison'],
    ['a prison that has closed, where no day is asked of', prison, null, null],
    ['a court, whatever the day', { ...prison, kind: 'CROWN_COURT' as const }, null, 'no prison'],
    ['one that nobody told of', undefined, '2026-06-01', null]
  ])('is %s', (_, facility, day, expected) => {
    expect(whyNotHold(new Map(facility ? [['PNI', facility]] : []), 'PNI', day)).toEqual(expected === null ? null : expect.stringContaining(expected))
  })

  test.each([
    ['STI', true],
    ['ZZI', true],
    ['pni', false],
    [' PNI', false],
    ['PN1', false],
    ['PNII', false],
    ['LAN3', false],
    ['HMP Preston', false]
  ])('named %s, of which nothing was told, is taken: %s', (id, isTaken) => {
    expect(whyNotHold(new Map([['PNI', prison]]), id, '2026-06-01')).toEqual(isTaken ? null : expect.stringContaining('NOMIS id'))
  })

  test('is taken by any code that directory told of as a prison', () => {
    expect(whyNotHold(new Map([['STC3', prison]]), 'STC3', '2026-05-31')).toBeNull()
  })
})
