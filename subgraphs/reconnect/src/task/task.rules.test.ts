import { episode as accepted } from '../release/dates.evidence.ts'
import { standardSettings } from '../setting/setting.rules.ts'
import { tasksOf, whyNotRecordMilestone, type TaskCourse, type TaskFacts, type TaskKind } from './task.rules.ts'

const treated: TaskFacts = { needsTreatment: true, reviewedOn: [] }

const taskOf = (kind: TaskKind, changes: Partial<TaskCourse>, { facts = treated, today = '2026-05-01', settings = standardSettings } = {}) =>
  tasksOf({ ...accepted, ...changes }, facts, { today, settings }).find((task) => task.kind === kind)

type Case = [what: string, kind: TaskKind, changes: Partial<TaskCourse>, expected: [dueOn: string | undefined, source: string]]

const proposed = 'proposed setting'
const cases: Case[] = [
  ['14 days after the acceptance', 'ASSESSMENT', {}, ['2026-03-16', proposed]],
  ['14 days after an acceptance late in the evening of summer time', 'ASSESSMENT', { acceptedAt: new Date('2026-06-01T23:30:00Z') }, ['2026-06-16', proposed]],
  ['14 days before release', 'PLAN', {}, ['2026-05-18', proposed]],
  ['at once, where the acceptance came later than that', 'PLAN', { acceptedAt: new Date('2026-05-30T10:00:00Z') }, ['2026-05-30', proposed]],
  ['7 days before release', 'GATE_MEETING_PLANNED', {}, ['2026-05-25', proposed]],
  ['2 days after release', 'FIRST_CONTACT', {}, ['2026-06-03', proposed]],
  ['2 days after release, over a leap day', 'FIRST_CONTACT', { plannedReleaseDate: '2028-02-28' }, ['2028-03-01', proposed]],
  ['2 days after release, in a common year', 'FIRST_CONTACT', { plannedReleaseDate: '2027-02-28' }, ['2027-03-02', proposed]],
  ['2 days after release, over the change to summer time', 'FIRST_CONTACT', { plannedReleaseDate: '2026-03-28' }, ['2026-03-30', proposed]],
  ['2 days after release, over the change to winter time', 'FIRST_CONTACT', { plannedReleaseDate: '2026-10-24' }, ['2026-10-26', proposed]],
  ['7 days after release', 'FIRST_CONTACT_AT_THE_LATEST', {}, ['2026-06-08', proposed]],
  ['3 weeks after release', 'TREATMENT_START', {}, ['2026-06-22', 'gov.uk']],
  ['4 weeks after release', 'GP_REGISTRATION', {}, ['2026-06-29', proposed]],
  ['4 weeks after release', 'REVIEW_AT_4_WEEKS', {}, ['2026-06-29', proposed]],
  ['12 weeks after release', 'REVIEW_AT_12_WEEKS', {}, ['2026-08-24', proposed]],
  ['26 weeks after release', 'REVIEW_AT_26_WEEKS', {}, ['2026-11-30', proposed]],
  ['the last day of support, where six months are shorter than 26 weeks', 'REVIEW_AT_26_WEEKS', { plannedReleaseDate: '2026-08-31' }, ['2027-02-28', proposed]],
  [
    'the last day of six months, though support is extended',
    'REVIEW_AT_26_WEEKS',
    { actualReleaseDate: '2026-08-31', extendedUntil: '2027-04-01' },
    ['2027-02-28', proposed]
  ],
  [
    'their own day, though all health needs are met before it',
    'REVIEW_AT_12_WEEKS',
    { actualReleaseDate: '2026-06-01', healthNeedsMetOn: '2026-08-01' },
    ['2026-08-24', proposed]
  ],
  ['six months after release', 'END_OF_SUPPORT', {}, ['2026-12-01', 'NHS England']],
  ["six months after the end of August: February's last day", 'END_OF_SUPPORT', { plannedReleaseDate: '2027-08-31' }, ['2028-02-29', 'NHS England']],
  ['as extended', 'END_OF_SUPPORT', { actualReleaseDate: '2026-06-01', extendedUntil: '2027-01-15' }, ['2027-01-15', 'NHS England']],
  ['when all health needs are met', 'END_OF_SUPPORT', { actualReleaseDate: '2026-06-01', healthNeedsMetOn: '2026-09-01' }, ['2026-09-01', 'NHS England']],
  ['after the recorded release, whatever was planned', 'FIRST_CONTACT', { actualReleaseDate: '2026-05-20' }, ['2026-05-22', proposed]],
  ['on the day of the meeting', 'GATE_MEETING', { gateMeetingAt: new Date('2026-06-01T08:00:00Z') }, ['2026-06-01', proposed]],
  ['no meeting is left to plan once released', 'GATE_MEETING_PLANNED', { actualReleaseDate: '2026-06-01' }, [undefined, '']],
  ['none while no release date is known', 'PLAN', { plannedReleaseDate: null }, [undefined, '']],
  ['none while no release date is known', 'FIRST_CONTACT', { plannedReleaseDate: null }, [undefined, '']],
  ['none before the acceptance', 'ASSESSMENT', { acceptedAt: null }, [undefined, '']]
]

describe('when each task is due', () => {
  test.each(cases)('%s: %s', (_, kind, changes, [dueOn, source]) => {
    const found = taskOf(kind, changes)

    expect(found?.dueOn).toBe(dueOn)
    expect(found?.source ?? '').toContain(source)
  })

  test('treatment is a task only where drugs or alcohol are a need', () => {
    expect(taskOf('TREATMENT_START', {}, { facts: { needsTreatment: false, reviewedOn: [] } })).toBeUndefined()
  })

  test('only treatment within three weeks and the end of support are official', () => {
    const official = tasksOf(accepted, treated, { today: '2026-05-01', settings: standardSettings }).flatMap(({ kind, isOfficial }) =>
      isOfficial ? [kind] : []
    )

    expect(official).toEqual(['TREATMENT_START', 'END_OF_SUPPORT'])
  })
})

describe('the days that a deployment gives', () => {
  const settings = {
    ...standardSettings,
    ...{ assessmentDays: 7, planDaysBeforeRelease: 21, gateMeetingPlannedDaysBeforeRelease: 10, firstContactDays: 1, firstContactAtTheLatestDays: 3 },
    ...{ gpRegistrationDays: 14, firstReviewDays: 21, secondReviewDays: 60, thirdReviewDays: 366 }
  }
  const released = { actualReleaseDate: '2026-06-01' }

  test.each([
    ['ASSESSMENT', {}, '2026-03-09'],
    ['PLAN', {}, '2026-05-11'],
    ['GATE_MEETING_PLANNED', {}, '2026-05-22'],
    ['FIRST_CONTACT', released, '2026-06-02'],
    ['FIRST_CONTACT_AT_THE_LATEST', released, '2026-06-04'],
    ['GP_REGISTRATION', released, '2026-06-15'],
    ['REVIEW_AT_4_WEEKS', released, '2026-06-22'],
    ['REVIEW_AT_12_WEEKS', released, '2026-07-31'],
    ['REVIEW_AT_26_WEEKS', released, '2026-12-01'],
    // Official, and so the same for all.
    ['TREATMENT_START', released, '2026-06-22'],
    ['END_OF_SUPPORT', released, '2026-12-01']
  ] as const)('%s', (kind, changes, dueOn) => expect(taskOf(kind, changes, { settings })?.dueOn).toBe(dueOn))
})

describe('where a task stands', () => {
  test.each([
    ['the day before', '2026-06-02', 'UPCOMING'],
    ['on the day', '2026-06-03', 'DUE_TODAY'],
    ['the day after', '2026-06-04', 'OVERDUE']
  ])('%s', (_, today, state) => {
    expect(taskOf('FIRST_CONTACT', {}, { today })?.state).toBe(state)
  })

  test('done stays done after its day and after the closing; the rest lapses with the closing', () => {
    const closed = { actualReleaseDate: '2026-06-01', firstContactOn: '2026-06-02', closedAt: new Date('2026-07-01T09:00:00Z') }

    expect(taskOf('FIRST_CONTACT', closed, { today: '2026-08-01' })).toMatchObject({ state: 'DONE', doneOn: '2026-06-02' })
    expect(taskOf('GP_REGISTRATION', closed, { today: '2026-08-01' })?.state).toBe('LAPSED')
    expect(taskOf('END_OF_SUPPORT', closed, { today: '2026-08-01' })).toMatchObject({ state: 'DONE', doneOn: '2026-07-01' })
  })
})

describe('what falls after the last day of support', () => {
  const released = { actualReleaseDate: '2026-06-01' }
  const lapsed = (changes: Partial<TaskCourse>, today = '2026-08-24') =>
    tasksOf({ ...accepted, ...released, assessedAt: accepted.acceptedAt, planMadeAt: accepted.acceptedAt, ...changes }, treated, {
      today,
      settings: standardSettings
    }).flatMap(({ kind, state }) => (state === 'LAPSED' ? [kind] : []))

  test('lapses from the day after it on; what falls on it is still due', () => {
    expect(lapsed({ healthNeedsMetOn: '2026-08-23' })).toEqual(['REVIEW_AT_12_WEEKS', 'REVIEW_AT_26_WEEKS'])
    expect(lapsed({ healthNeedsMetOn: '2026-08-24' })).toEqual(['REVIEW_AT_26_WEEKS'])
    expect(taskOf('REVIEW_AT_12_WEEKS', { ...released, healthNeedsMetOn: '2026-08-24' }, { today: '2026-08-24' })?.state).toBe('DUE_TODAY')
    expect(taskOf('GP_REGISTRATION', { ...released, healthNeedsMetOn: '2026-08-23' }, { today: '2026-08-24' })?.state).toBe('OVERDUE')
    expect(taskOf('END_OF_SUPPORT', { ...released, healthNeedsMetOn: '2026-08-23' }, { today: '2026-08-24' })?.state).toBe('OVERDUE')
  })

  test('is everything of the time after release, where all needs were met before it', () => {
    const afterwards = ['FIRST_CONTACT', 'FIRST_CONTACT_AT_THE_LATEST', 'TREATMENT_START', 'GP_REGISTRATION', 'REVIEW_AT_4_WEEKS', 'REVIEW_AT_12_WEEKS']

    expect(lapsed({ healthNeedsMetOn: '2026-05-20' }, '2026-06-01')).toEqual([...afterwards, 'REVIEW_AT_26_WEEKS'])
  })

  test('lapses not where support is extended, nor where it was done', () => {
    expect(lapsed({ healthNeedsMetOn: '2026-06-10', extendedUntil: '2027-01-15' })).toEqual([])
    expect(taskOf('GP_REGISTRATION', { ...released, healthNeedsMetOn: '2026-06-10', gpRegisteredOn: '2026-07-20' })?.state).toBe('DONE')
  })

  test('lapses after six months too: a review that a deployment sets later, and an assessment of whoever was accepted at their end', () => {
    const settings = { ...standardSettings, secondReviewDays: 190, thirdReviewDays: 200 }
    const review = (extendedUntil: string | null) => taskOf('REVIEW_AT_12_WEEKS', { ...released, extendedUntil }, { settings })
    const assessment = (acceptedAt: string) => taskOf('ASSESSMENT', { ...released, acceptedAt: new Date(acceptedAt) }, { today: '2026-12-20' })

    expect(review(null)).toMatchObject({ dueOn: '2026-12-08', state: 'LAPSED' })
    expect(review('2026-12-08')).toMatchObject({ dueOn: '2026-12-08', state: 'UPCOMING' })
    expect([assessment('2026-11-17T09:00:00Z')?.state, assessment('2026-11-18T09:00:00Z')?.state]).toEqual(['OVERDUE', 'LAPSED'])
  })
})

describe('after a return to custody', () => {
  const back = (kind: TaskKind, returnedToCustodyOn: string, changes: Partial<TaskCourse> = {}) =>
    taskOf(kind, { actualReleaseDate: '2026-06-01', returnedToCustodyOn, ...changes }, { today: '2026-06-08' })?.state

  test('what falls on that day or later lapses; what was overdue before it stays', () => {
    expect([back('FIRST_CONTACT', '2026-06-03'), back('FIRST_CONTACT', '2026-06-04')]).toEqual(['LAPSED', 'OVERDUE'])
    const later: TaskKind[] = ['TREATMENT_START', 'GP_REGISTRATION', 'REVIEW_AT_4_WEEKS', 'REVIEW_AT_12_WEEKS', 'REVIEW_AT_26_WEEKS']
    expect(later.map((kind) => back(kind, '2026-06-08'))).toEqual(later.map(() => 'LAPSED'))
    expect([back('TREATMENT_START', '2026-06-22'), back('TREATMENT_START', '2026-06-23')]).toEqual(['LAPSED', 'UPCOMING'])
  })

  test('what was done stays done, support ends when it did, and the work inside goes on', () => {
    expect(back('GP_REGISTRATION', '2026-06-03', { gpRegisteredOn: '2026-06-02' })).toBe('DONE')
    expect(back('END_OF_SUPPORT', '2026-06-03')).toBe('UPCOMING')
    expect(back('ASSESSMENT', '2026-06-03', { acceptedAt: new Date('2026-06-01T10:00:00Z') })).toBe('UPCOMING')
  })
})

// Due on 29 June, 24 August and 30 November.
describe('a review counts for the week nearest to its day', () => {
  const reviews = (...reviewedOn: string[]) => {
    const facts = { needsTreatment: false, reviewedOn }
    const kinds = ['REVIEW_AT_4_WEEKS', 'REVIEW_AT_12_WEEKS', 'REVIEW_AT_26_WEEKS'] as const
    return kinds.map((kind) => taskOf(kind, { actualReleaseDate: '2026-06-01' }, { facts })?.doneOn)
  }

  test.each([
    ['the day before the release', '2026-05-31', [null, null, null]],
    ['the day of release', '2026-06-01', ['2026-06-01', null, null]],
    ['the day before the middle of 4 and 12 weeks', '2026-07-26', ['2026-07-26', null, null]],
    ['the middle itself, which counts for the earlier', '2026-07-27', ['2026-07-27', null, null]],
    ['the day after it', '2026-07-28', [null, '2026-07-28', null]],
    ['the middle of 12 and 26 weeks', '2026-10-12', [null, '2026-10-12', null]],
    ['the day after it', '2026-10-13', [null, null, '2026-10-13']],
    ['the 180th day', '2026-11-28', [null, null, '2026-11-28']],
    ['long after the last', '2027-03-01', [null, null, '2027-03-01']]
  ])('%s', (_, day, expected) => {
    expect(reviews(day)).toEqual(expected)
  })

  test('of several for one week the first is the day on which it was done', () => {
    expect(reviews('2026-06-01', '2026-06-02', '2026-06-03')).toEqual(['2026-06-01', null, null])
    expect(reviews('2026-05-31', '2026-06-20', '2026-08-25', '2026-08-26')).toEqual(['2026-06-20', '2026-08-25', null])
  })

  test('two weeks that a deployment sets alike: the earlier', () => {
    const settings = { ...standardSettings, firstReviewDays: 84 }
    const facts = { needsTreatment: false, reviewedOn: ['2026-08-24'] }
    const doneOn = (kind: TaskKind) => taskOf(kind, { actualReleaseDate: '2026-06-01' }, { facts, settings })?.doneOn

    expect([doneOn('REVIEW_AT_4_WEEKS'), doneOn('REVIEW_AT_12_WEEKS')]).toEqual(['2026-08-24', null])
  })
})

describe('a milestone', () => {
  const released = { ...accepted, actualReleaseDate: '2026-06-01' }

  test.each([
    ['registered today', 'REGISTERED_WITH_GP', '2026-06-10', 'null'],
    ['registered tomorrow', 'REGISTERED_WITH_GP', '2026-06-11', 'future'],
    ['treatment on the day of release', 'STARTED_TREATMENT', '2026-06-01', 'null'],
    ['treatment the day before', 'STARTED_TREATMENT', '2026-05-31', 'after the release']
  ] as const)('%s', (_, milestone, on, answer) => {
    expect(String(whyNotRecordMilestone(released, { milestone, on }, '2026-06-10'))).toContain(answer)
  })
})
