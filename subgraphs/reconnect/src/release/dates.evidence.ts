import { londonDate } from '@throughcare/kit/clock'
import { firstContactOn } from '../contact/contact.rules.ts'
import { figureOf, type RuleCase } from '../eligibility/eligibility.evidence.ts'
import { phaseOf, whyNotClose } from '../episode/episode.rules.ts'
import { moveGateMeeting } from '../gate/gate.rules.ts'
import { standardSettings } from '../setting/setting.rules.ts'
import { rePlanOf, type RePlanned } from '../task/re-plan.rules.ts'
import { tasksOf, type TaskKind } from '../task/task.rules.ts'
import { housedOnFirstNight, supportEndsOn, whyNotExtend } from './release.rules.ts'

// The rules of dates as a table of cases, each with its source and with both sides of every boundary.

const nhs = 'NHS England, RECONNECT: up to 12 weeks before release, six months after it or until all health needs are met'
const exceptional = 'NHS England, RECONNECT: extended where discharge at six months would harm health'
const threeWeeks = 'gov.uk, continuity of care for prisoners who need substance misuse treatment: within 3 weeks'
const proposed = 'Proposed setting: no national standard was found'
const moves = 'Release dates move (home detention curfew, early-release schemes, recall): domain reference 2.2'
const london = 'Days are those of London: Summer Time Act 1972'
const housed = 'MI014: gov.uk, offender accommodation outcomes, statistical guidance 2024'
const licence = 'Temporary release does not start the clock: West Yorkshire service page'
const custody = 'Measures count per release, and a recall ends what follows from one: gov.uk, statistical guidance 2024'
const standing = 'A death stops every clock: the design'

/** An episode that was accepted and has a planned day of release, for what is asked of dates and tasks. */
export const episode: RePlanned = {
  ...{ referredAt: new Date('2026-03-01T10:00:00Z'), acceptedAt: new Date('2026-03-02T10:00:00Z'), declinedAt: null, closedAt: null, diedOn: null },
  ...{
    assessedAt: null,
    healthNeedsMetOn: null,
    planMadeAt: null,
    plannedReleaseDate: '2026-06-01',
    actualReleaseDate: null,
    extendedUntil: null,
    returnedToCustodyOn: null
  },
  ...{ gateMeetingAt: null, gateMeetingMovedFrom: null, gateMeetingOutcome: null, firstContactOn: null, treatmentStartedOn: null, gpRegisteredOn: null }
}
const released = { ...episode, actualReleaseDate: '2026-06-01' }
const facts = { needsTreatment: true, reviewedOn: [] }

const end = (actualReleaseDate: string, changes: Partial<RePlanned>, expected: string): RuleCase => [
  nhs,
  `support after a release on ${actualReleaseDate} ${JSON.stringify(changes)}`,
  supportEndsOn({ ...episode, actualReleaseDate, ...changes }),
  expected
]
const phase = (changes: Partial<RePlanned>, today: string, expected: string): RuleCase => [
  nhs,
  `phase on ${today} ${JSON.stringify(changes)}`,
  phaseOf({ ...episode, ...changes }, today),
  expected
]
const stateOn = (kind: TaskKind, today: string, changes: Partial<RePlanned> = {}) =>
  tasksOf({ ...released, ...changes }, facts, { today, settings: standardSettings }).find((task) => task.kind === kind)?.state
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

/** The day on which a task is due, with the days on both sides of it. */
const due = (source: string, [kind, day]: [kind: TaskKind, day: string], changes: Partial<RePlanned> = {}): RuleCase[] => [
  [source, `${kind} the day before ${day}`, stateOn(kind, dayBefore(day), changes), 'UPCOMING'],
  [source, `${kind} on ${day}`, stateOn(kind, day, changes), 'DUE_TODAY'],
  [source, `${kind} the day after ${day}`, stateOn(kind, dayAfter(day), changes), 'OVERDUE']
]

/** The reviews for which those held on some days after a release on 1 June count, with the day of each. */
const reviewed = (days: string[], expected: Record<string, string>): RuleCase => {
  const tasks = tasksOf(released, { needsTreatment: false, reviewedOn: days }, { today: '2026-06-01', settings: standardSettings })
  const done = tasks.flatMap(({ kind, doneOn }) => (doneOn ? [[kind, doneOn] as const] : []))
  return [proposed, `reviews held on ${days.join(', ')}`, Object.fromEntries(done), expected]
}

const meeting = (from: string, day: string, to: string): RuleCase => [
  `${moves}; ${london}`,
  `a meeting at ${from} goes to ${day}`,
  moveGateMeeting({ gateMeetingAt: new Date(from), gateMeetingOutcome: null }, day).gateMeetingAt,
  new Date(to)
]
const contact = (at: string, expected: string | null, returnedToCustodyOn: string | null = null): RuleCase => [
  london,
  `seen at ${at}, released on 1 June, back in custody on ${returnedToCustodyOn}`,
  firstContactOn({ actualReleaseDate: '2026-06-01', returnedToCustodyOn }, [{ contactAt: new Date(at), attendance: 'ON_TIME', isPeerSupport: false }]),
  expected
]
const moved = (plans: string[], { recorded, ...changes }: Partial<RePlanned> & { recorded?: string }, expected: [string, string] | null): RuleCase => {
  const { actualReleaseDate: newValue = null } = changes
  const corrections = recorded ? [{ field: 'actualReleaseDate', oldValue: recorded, newValue }] : []
  const setting = { today: '2026-05-10', settings: standardSettings }
  const diff = rePlanOf(
    { ...episode, plannedReleaseDate: plans.at(-1) ?? null, ...changes },
    { plans: plans.map((date) => ({ date })), corrections, facts },
    setting
  )
  return [moves, `planned ${plans.join(', ')} ${JSON.stringify({ recorded, ...changes })}`, diff && [diff.from, diff.to], expected]
}
const closes = (closedAt: string, changes: Partial<RePlanned>, isRefused: boolean): RuleCase => {
  const at = new Date(closedAt)
  const whyNot = whyNotClose({ ...released, ...changes }, { reason: 'SIX_MONTHS_REACHED', closedAt: at, closedOn: londonDate(at) }, new Date('2030-01-01'))
  return [nhs, `closed at ${closedAt} as six months reached ${JSON.stringify(changes)}`, whyNot !== null, isRefused]
}
const extends_ = (until: string, changes: Partial<RePlanned>, isRefused: boolean): RuleCase => [
  exceptional,
  `extended until ${until} ${JSON.stringify(changes)}`,
  whyNotExtend({ ...released, ...changes }, { until, reason: 'Treatment would break off.' }) !== null,
  isRefused
]
const slept = (sleptAt: Parameters<typeof housedOnFirstNight>[0]['sleptAt'], expected: string): RuleCase => [
  housed,
  `slept at ${sleptAt}`,
  housedOnFirstNight({ actualReleaseDate: '2026-06-01', sleptAt }),
  expected
]

export const dateCases: RuleCase[] = [
  end('2026-06-01', {}, '2026-12-01'),
  end('2026-08-29', {}, '2027-02-28'),
  end('2026-08-31', {}, '2027-02-28'),
  end('2027-08-28', {}, '2028-02-28'),
  end('2027-08-29', {}, '2028-02-29'),
  end('2027-08-31', {}, '2028-02-29'),
  end('2028-02-29', {}, '2028-08-29'),
  end('2026-03-31', {}, '2026-09-30'),
  end('2026-12-31', {}, '2027-06-30'),
  end('2026-06-01', { healthNeedsMetOn: '2026-11-30' }, '2026-11-30'),
  end('2026-06-01', { healthNeedsMetOn: '2026-12-01' }, '2026-12-01'),
  end('2026-06-01', { healthNeedsMetOn: '2026-12-02' }, '2026-12-01'),
  end('2026-06-01', { healthNeedsMetOn: '2026-06-01' }, '2026-06-01'),
  end('2026-06-01', { healthNeedsMetOn: '2026-05-31' }, '2026-06-01'),
  end('2026-06-01', { extendedUntil: '2026-12-02' }, '2026-12-02'),
  end('2026-06-01', { extendedUntil: '2027-01-15', healthNeedsMetOn: '2026-09-01' }, '2027-01-15'),
  phase({}, '2026-03-08', 'ACCEPTED'),
  phase({}, '2026-03-09', 'PRE_RELEASE'),
  phase({}, '2026-05-31', 'PRE_RELEASE'),
  phase({}, '2026-06-01', 'TRANSITION'),
  phase({}, '2026-06-02', 'PRE_RELEASE'),
  phase({ plannedReleaseDate: '2028-03-01' }, '2027-12-07', 'ACCEPTED'),
  phase({ plannedReleaseDate: '2028-03-01' }, '2027-12-08', 'PRE_RELEASE'),
  phase({ actualReleaseDate: '2026-05-20' }, '2026-05-20', 'TRANSITION'),
  phase({ actualReleaseDate: '2026-05-20' }, '2026-05-21', 'POST_RELEASE'),
  phase({ plannedReleaseDate: null }, '2026-06-01', 'ACCEPTED'),
  [licence, 'temporary release leaves the episode without a last day', supportEndsOn(episode), null],
  ...due(proposed, ['FIRST_CONTACT', '2026-06-03']),
  ...due(proposed, ['FIRST_CONTACT_AT_THE_LATEST', '2026-06-08']),
  ...due(threeWeeks, ['TREATMENT_START', '2026-06-22']),
  ...due(threeWeeks, ['TREATMENT_START', '2028-03-07'], { actualReleaseDate: '2028-02-15' }),
  ...due(proposed, ['GP_REGISTRATION', '2026-06-29']),
  ...due(proposed, ['REVIEW_AT_4_WEEKS', '2026-06-29']),
  ...due(proposed, ['REVIEW_AT_12_WEEKS', '2026-08-24']),
  ...due(proposed, ['REVIEW_AT_26_WEEKS', '2026-11-30']),
  ...due(nhs, ['REVIEW_AT_26_WEEKS', '2027-02-28'], { actualReleaseDate: '2026-08-31' }),
  ...due(nhs, ['REVIEW_AT_26_WEEKS', '2027-02-28'], { actualReleaseDate: '2026-08-31', extendedUntil: '2027-04-01' }),
  [nhs, 'due on the last day of support', stateOn('GP_REGISTRATION', '2026-06-29', { healthNeedsMetOn: '2026-06-29' }), 'DUE_TODAY'],
  [nhs, 'due the day after it lapses', stateOn('GP_REGISTRATION', '2026-06-29', { healthNeedsMetOn: '2026-06-28' }), 'LAPSED'],
  [
    exceptional,
    'due after all needs were met, support extended',
    stateOn('GP_REGISTRATION', '2026-06-29', { healthNeedsMetOn: '2026-06-28', extendedUntil: '2027-01-15' }),
    'DUE_TODAY'
  ],
  reviewed(['2026-05-31'], {}),
  reviewed(['2026-06-01', '2026-06-02', '2026-06-03'], { REVIEW_AT_4_WEEKS: '2026-06-01' }),
  reviewed(['2026-07-27'], { REVIEW_AT_4_WEEKS: '2026-07-27' }),
  reviewed(['2026-07-28'], { REVIEW_AT_12_WEEKS: '2026-07-28' }),
  reviewed(['2026-10-12'], { REVIEW_AT_12_WEEKS: '2026-10-12' }),
  reviewed(['2026-10-13'], { REVIEW_AT_26_WEEKS: '2026-10-13' }),
  reviewed(['2026-06-29', '2026-11-28'], { REVIEW_AT_4_WEEKS: '2026-06-29', REVIEW_AT_26_WEEKS: '2026-11-28' }),
  ...due(nhs, ['END_OF_SUPPORT', '2026-12-01']),
  ...due(nhs, ['END_OF_SUPPORT', '2028-02-29'], { actualReleaseDate: '2027-08-31' }),
  ...due(proposed, ['ASSESSMENT', '2026-03-16']),
  ...due(proposed, ['PLAN', '2026-05-18'], { actualReleaseDate: null }),
  ...due(proposed, ['GATE_MEETING_PLANNED', '2026-05-25'], { actualReleaseDate: null }),
  [
    london,
    'accepted at 23:30 UTC in summer: the assessment is due a day later',
    stateOn('ASSESSMENT', '2026-06-16', { acceptedAt: new Date('2026-06-01T23:30:00Z') }),
    'DUE_TODAY'
  ],
  [london, 'accepted at 23:30 UTC in winter: it is not', stateOn('ASSESSMENT', '2026-01-16', { acceptedAt: new Date('2026-01-02T23:30:00Z') }), 'DUE_TODAY'],
  [standing, 'due the day before the death stays overdue', stateOn('FIRST_CONTACT', '2026-07-01', { diedOn: '2026-06-04' }), 'OVERDUE'],
  [standing, 'due on the day of death lapses', stateOn('FIRST_CONTACT', '2026-07-01', { diedOn: '2026-06-03' }), 'LAPSED'],
  [custody, 'due the day before the return stays overdue', stateOn('FIRST_CONTACT', '2026-07-01', { returnedToCustodyOn: '2026-06-04' }), 'OVERDUE'],
  [custody, 'due on the day of the return lapses', stateOn('FIRST_CONTACT', '2026-07-01', { returnedToCustodyOn: '2026-06-03' }), 'LAPSED'],
  [custody, 'support ends when it did', stateOn('END_OF_SUPPORT', '2026-07-01', { returnedToCustodyOn: '2026-06-03' }), 'UPCOMING'],
  meeting('2026-06-30T08:15:00Z', '2026-05-20', '2026-05-20T08:15:00Z'),
  meeting('2026-10-20T08:15:00Z', '2026-11-20', '2026-11-20T09:15:00Z'),
  meeting('2026-03-20T09:15:00Z', '2026-04-20', '2026-04-20T08:15:00Z'),
  meeting('2026-03-20T09:15:00Z', '2026-03-28', '2026-03-28T09:15:00Z'),
  meeting('2026-03-20T09:15:00Z', '2026-03-29', '2026-03-29T08:15:00Z'),
  meeting('2026-10-20T08:15:00Z', '2026-10-24', '2026-10-24T08:15:00Z'),
  meeting('2026-10-20T08:15:00Z', '2026-10-25', '2026-10-25T09:15:00Z'),
  meeting('2026-06-29T23:00:00Z', '2026-07-10', '2026-07-09T23:00:00Z'),
  meeting('2026-12-10T00:00:00Z', '2026-12-20', '2026-12-20T00:00:00Z'),
  contact('2026-05-31T22:59:59Z', null),
  contact('2026-05-31T23:00:00Z', '2026-06-01'),
  contact('2026-06-01T22:59:59Z', '2026-06-01'),
  contact('2026-06-01T23:00:00Z', '2026-06-02'),
  contact('2026-06-03T22:59:59Z', '2026-06-03', '2026-06-03'),
  contact('2026-06-03T23:00:00Z', null, '2026-06-03'),
  moved(['2026-06-01'], {}, null),
  moved(['2026-06-01', '2026-05-20'], {}, ['2026-06-01', '2026-05-20']),
  moved(['2026-06-01', '2026-05-20', '2026-07-15'], {}, ['2026-05-20', '2026-07-15']),
  moved(['2026-06-01', '2026-05-20', '2026-06-01'], {}, ['2026-05-20', '2026-06-01']),
  moved(['2026-06-01', '2026-05-20'], { actualReleaseDate: '2026-05-20' }, null),
  moved(['2026-06-01', '2026-05-20'], { actualReleaseDate: '2026-05-19' }, ['2026-05-20', '2026-05-19']),
  moved(['2026-05-20'], { actualReleaseDate: '2026-05-19', recorded: '2026-05-09' }, ['2026-05-09', '2026-05-19']),
  moved(['2026-05-20'], { actualReleaseDate: '2026-05-20', recorded: '2026-05-09' }, ['2026-05-09', '2026-05-20']),
  moved([], {}, null),
  closes('2026-11-30T23:59:59Z', {}, true),
  closes('2026-12-01T00:00:00Z', {}, false),
  closes('2026-08-31T22:59:59Z', { actualReleaseDate: '2026-03-01' }, true),
  closes('2026-08-31T23:00:00Z', { actualReleaseDate: '2026-03-01' }, false),
  closes('2027-01-14T12:00:00Z', { extendedUntil: '2027-01-15' }, true),
  closes('2027-01-15T12:00:00Z', { extendedUntil: '2027-01-15' }, false),
  extends_('2026-12-01', {}, true),
  extends_('2026-12-02', {}, false),
  extends_('2027-01-15', { extendedUntil: '2027-01-15' }, true),
  extends_('2027-01-16', { extendedUntil: '2027-01-15' }, false),
  extends_('2027-01-15', { actualReleaseDate: null }, true),
  // Extended, then recalled: no clock starts again, and the last day stands until the episode is closed.
  [exceptional, 'extended, then back in custody', supportEndsOn({ ...released, extendedUntil: '2027-01-15' }), '2027-01-15'],
  slept('SOCIAL_RENT', 'HOUSED'),
  slept('APPROVED_PREMISES', 'HOUSED'),
  slept('TRANSIENT', 'HOUSED'),
  slept('SHELTER_HOSTEL_OR_CAMPSITE', 'NOT_HOUSED'),
  slept('SQUAT', 'NOT_HOUSED'),
  slept('ROUGH_SLEEPING', 'NOT_HOUSED'),
  slept('IMMIGRATION_DETENTION', 'UNKNOWN'),
  slept('AWAITING_ASSESSMENT', 'UNKNOWN'),
  slept('NOT_STATED', 'UNKNOWN'),
  slept(null, 'UNKNOWN')
]

export const figures = [figureOf('Cases of the rules of dates', dateCases)]
