import { freshnessOf, whyNotReport } from './freshness.rules.ts'

test.each([
  ['2026-08-26', 'FRESH', '2026-11-26'],
  ['2026-08-25', 'DUE', '2026-11-25'],
  ['2026-11-26', 'FRESH', '2027-02-26'],
  ['2026-11-30', 'FRESH', '2027-02-28'],
  [null, 'NEVER_CHECKED', null]
])('an entry checked on %s is, on 26 November 2026, %s, and to be checked by %s', (assuredDate, state, dueOn) => {
  expect(freshnessOf({ assuredDate }, '2026-11-26')).toEqual({ state, dueOn })
})

test('a problem of a service that is listed is taken, one of what is gone is not', () => {
  expect(whyNotReport({ withdrawnAt: null, status: 'ACTIVE' })).toBeNull()
  expect(whyNotReport({ withdrawnAt: null, status: 'INACTIVE' })).toBeNull()
  expect(whyNotReport({ withdrawnAt: new Date(0), status: 'ACTIVE' })).toContain('no longer lists')
  expect(whyNotReport({ withdrawnAt: null, status: 'DEFUNCT' })).toContain('has ended')
})
