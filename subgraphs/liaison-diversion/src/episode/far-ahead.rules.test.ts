import { whyTooFarAhead } from './far-ahead.rules.ts'

// Half an hour after midnight in London, and still 31 May in UTC.
const at = new Date('2026-05-31T23:30:00Z')

test('a follow-up is due within a year of the contact in London, a hearing within five of the request', () => {
  expect(whyTooFarAhead('followUp', '2027-06-01', at)).toBeNull()
  expect(whyTooFarAhead('followUp', '2027-06-02', at)).toContain('more than a year')
  expect(whyTooFarAhead('hearing', '2031-06-01', at)).toBeNull()
  expect(whyTooFarAhead('hearing', '2031-06-02', at)).toContain('more than five years')
})

test('what was agreed on 29 February is due by 28 February of the next year', () => {
  const leapDay = new Date('2028-02-29T12:00:00Z')

  expect(whyTooFarAhead('followUp', '2029-02-28', leapDay)).toBeNull()
  expect(whyTooFarAhead('followUp', '2029-03-01', leapDay)).toContain('Check the year')
})
