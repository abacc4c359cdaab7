import { runsOutOn, uncoveredDays, whyNotRecordContinuity } from './continuity.rules.ts'

const inside = {
  ...{ referredAt: new Date('2026-03-01T09:00:00Z'), acceptedAt: new Date('2026-03-02T09:00:00Z'), declinedAt: null, closedAt: null, assessedAt: null },
  ...{ healthNeedsMetOn: null, plannedReleaseDate: '2026-06-01', actualReleaseDate: null, extendedUntil: null }
}
const released = { ...inside, actualReleaseDate: '2026-06-01' }
const supply = { daysInHand: 7, continuesOn: null, continuesBy: null }
const appointment = (continuesOn: string) => ({ ...supply, continuesOn, continuesBy: 'APPOINTMENT' as const })

test.each([
  ['no days', '2026-06-01', 0, '2026-06-01'],
  ['one day: that of the release', '2026-06-01', 1, '2026-06-02'],
  ['a week', '2026-06-01', 7, '2026-06-08'],
  ['a week over the end of summer time', '2026-10-24', 7, '2026-10-31'],
  ['four weeks over a leap day', '2028-02-10', 28, '2028-03-09'],
  ['four weeks in a year without one', '2027-02-10', 28, '2027-03-10']
])('the supply of %s from the day of release on', (_, releasedOn, daysInHand, expected) => {
  expect(runsOutOn(releasedOn, daysInHand)).toBe(expected)
})

test.each([
  ['goes on the day after the last day of supply', '2026-06-08', 0],
  ['goes on a day later', '2026-06-09', 1],
  ['goes on before the supply is used up', '2026-06-03', 0],
  ['goes on two weeks later', '2026-06-22', 14],
  ['is not known to go on', null, null]
])('a week from 1 June that %s', (_, continuesOn, expected) => {
  expect(uncoveredDays('2026-06-01', { daysInHand: 7, continuesOn })).toBe(expected)
})

test.each([
  ['a week of supply, and nothing known of the community', released, supply, null],
  ['an appointment on the day of release', released, appointment('2026-06-01'), null],
  ['an appointment before the release', released, appointment('2026-05-31'), 'from the release on'],
  ['an appointment to come', released, appointment('2027-06-01'), null],
  ['a day without what it is', released, { ...supply, continuesOn: '2026-06-08' }, 'both'],
  ['what it is without a day', released, { ...supply, continuesBy: 'PRESCRIPTION' as const }, 'both'],
  ['less than no days', released, { ...supply, daysInHand: -1 }, '0 to 180'],
  ['180 days', released, { ...supply, daysInHand: 180 }, null],
  ['181 days', released, { ...supply, daysInHand: 181 }, '0 to 180'],
  ['before the release', inside, supply, 'none is recorded'],
  ['once closed', { ...released, closedAt: new Date('2026-06-02T09:00:00Z') }, supply, 'closed']
])('%s', (_, episode, given, refusal) => {
  expect(whyNotRecordContinuity(episode, given)).toEqual(refusal && expect.stringContaining(refusal))
})
