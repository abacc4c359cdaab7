import { phaseOf, stepsDone, whyNotClose, whyNotCloseThen, whyNotDecide, whyNotRefer, type Course } from './episode.rules.ts'

const referredAt = new Date('2026-03-01T10:00:00Z')
const acceptedAt = new Date('2026-03-02T10:00:00Z')
const now = new Date('2026-06-01T12:00:00Z')
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

const referred: Course = {
  referredAt,
  acceptedAt: null,
  declinedAt: null,
  closedAt: null,
  assessedAt: null,
  healthNeedsMetOn: null,
  plannedReleaseDate: null,
  actualReleaseDate: null,
  extendedUntil: null
}
const accepted: Course = { ...referred, acceptedAt }
const planned: Course = { ...accepted, plannedReleaseDate: '2026-06-01' }
const released: Course = { ...planned, actualReleaseDate: '2026-06-01' }
const declined: Course = { ...referred, declinedAt: acceptedAt }
const closed: Course = { ...released, closedAt: now }

describe('the phase of an episode', () => {
  test.each([
    ['until someone decides', referred, '2026-06-01', 'REFERRED'],
    ['until someone decides, whatever the release date', { ...planned, acceptedAt: null }, '2026-06-01', 'REFERRED'],
    ['once declined', declined, '2026-06-01', 'DECLINED'],
    ['accepted, with no release date known', accepted, '2026-06-01', 'ACCEPTED'],
    ['85 days before release', planned, '2026-03-08', 'ACCEPTED'],
    ['84 days (12 weeks) before release', planned, '2026-03-09', 'PRE_RELEASE'],
    ['the day before the planned release', planned, '2026-05-31', 'PRE_RELEASE'],
    ['on the day of the planned release', planned, '2026-06-01', 'TRANSITION'],
    ['when the planned day has passed without a recorded release', planned, '2026-06-02', 'PRE_RELEASE'],
    ['on the recorded day of release', released, '2026-06-01', 'TRANSITION'],
    ['released on another day than planned', { ...released, actualReleaseDate: '2026-05-20' }, '2026-05-20', 'TRANSITION'],
    ['the day after release', released, '2026-06-02', 'POST_RELEASE'],
    ['on the last day of the six months', released, '2026-12-01', 'POST_RELEASE'],
    ['after the six months, until someone closes it', released, '2026-12-02', 'POST_RELEASE'],
    ['once closed', closed, '2026-06-02', 'CLOSED']
  ])('%s', (_, course, today, phase) => {
    expect(phaseOf(course, today)).toBe(phase)
  })
})

describe('deciding on a referral', () => {
  test('a referral may come up to now and not later', () => {
    expect(whyNotRefer(now, {}, now)).toBeNull()
    expect(whyNotRefer(millisecond(now, 1), {}, now)).toContain('future')
  })

  test('a referral comes from 1990 on, in the lifetime of the person, the days of birth and death included', () => {
    const of = { birthDate: '1999-06-01', diedOn: '2026-05-20' }
    const on = (day: string, person = {}) => whyNotRefer(new Date(`${day}T12:00:00Z`), person, now)

    expect([on('1999-06-01', of), on('2026-05-20', of), on('1990-01-01')]).toEqual([null, null, null])
    expect(on('1999-05-31', of)).toContain('born after the referral')
    expect(on('2026-05-21', of)).toContain('died before the referral')
    expect(on('1989-12-31')).toContain('before 1990')
  })

  test('the decision lies between the referral and now', () => {
    expect(whyNotDecide(referred, referredAt, now)).toBeNull()
    expect(whyNotDecide(referred, now, now)).toBeNull()
    expect(whyNotDecide(referred, millisecond(referredAt, -1), now)).toContain('before the referral')
    expect(whyNotDecide(referred, millisecond(now, 1), now)).toContain('future')
  })

  test('a referral is decided once', () => {
    expect(whyNotDecide(accepted, now, now)).toContain('already accepted')
    expect(whyNotDecide(declined, now, now)).toContain('already declined')
    expect(whyNotDecide(closed, now, now)).toContain('closed')
  })
})

describe('closing', () => {
  const closing = (reason: Parameters<typeof whyNotClose>[1]['reason'], closedOn = '2026-06-01', closedAt = now) => ({ reason, closedAt, closedOn })

  test('only an accepted, open episode is closed, and after its acceptance', () => {
    expect(whyNotClose(accepted, closing('DISENGAGED'), now)).toBeNull()
    expect(whyNotClose(referred, closing('DISENGAGED'), now)).toContain('Accept or decline')
    expect(whyNotClose(declined, closing('DISENGAGED'), now)).toContain('declined')
    expect(whyNotClose(closed, closing('DISENGAGED'), now)).toContain('closed')
  })

  test('the closing lies between the acceptance and now', () => {
    expect(whyNotClose(accepted, closing('OTHER', '2026-03-02', acceptedAt), now)).toBeNull()
    expect(whyNotClose(accepted, closing('OTHER', '2026-03-02', millisecond(acceptedAt, -1)), now)).toContain('before the acceptance')
    expect(whyNotClose(accepted, closing('OTHER', '2026-06-01', millisecond(now, 1)), now)).toContain('future')
  })

  test('no closing lies before what was done: not an instant, and not a day in London', () => {
    expect(whyNotCloseThen(now, [null, acceptedAt, now, '2026-06-01'])).toBeNull()
    expect(whyNotCloseThen(now, [null, millisecond(now, 1)])).toContain('took place after that time')
    expect(whyNotCloseThen(new Date('2026-06-01T22:59:59Z'), ['2026-06-02'])).toContain('took place after that time')
    expect(whyNotCloseThen(new Date('2026-06-01T23:00:00Z'), ['2026-06-02'])).toBeNull()
  })

  test('a meeting at the gate was done once it is written down what came of it, on its day', () => {
    const none = { temporarilyReleasedOn: null, actualReleaseDate: null, gpRegisteredOn: null, treatmentStartedOn: null, returnedToCustodyOn: null }
    const steps = { ...none, assessedAt: acceptedAt, planMadeAt: null, gateMeetingAt: new Date('2026-06-01T23:30:00Z'), gateMeetingOutcome: null }

    expect(stepsDone(steps).filter((at) => at !== null)).toEqual([acceptedAt])
    expect(stepsDone({ ...steps, gateMeetingOutcome: 'MET' }).filter((at) => at !== null)).toEqual([acceptedAt, '2026-06-02'])
  })

  test('six months are reached on the last day of support and not the day before', () => {
    const then = new Date('2026-12-01T12:00:00Z')

    expect(whyNotClose(released, closing('SIX_MONTHS_REACHED', '2026-12-01', then), then)).toBeNull()
    expect(whyNotClose(released, closing('SIX_MONTHS_REACHED', '2026-11-30', then), then)).toContain('last day')
    expect(whyNotClose({ ...released, extendedUntil: '2026-12-31' }, closing('SIX_MONTHS_REACHED', '2026-12-01', then), then)).toContain('last day')
    expect(whyNotClose(planned, closing('SIX_MONTHS_REACHED'), now)).toContain('none is recorded')
  })

  test('not released, and back in custody, are told apart by whether a release is recorded', () => {
    expect(whyNotClose(planned, closing('NOT_RELEASED'), now)).toBeNull()
    expect(whyNotClose(released, closing('NOT_RELEASED'), now)).toContain('A release is recorded')
    expect(whyNotClose(released, closing('RECALLED_OR_RETURNED_TO_CUSTODY'), now)).toBeNull()
    expect(whyNotClose(planned, closing('RECALLED_OR_RETURNED_TO_CUSTODY'), now)).toContain('Record the release first')
  })

  test('needs met is no reason while a health need is open after an assessment', () => {
    const closing = { reason: 'NEEDS_MET' as const, closedAt: now, closedOn: '2026-06-01' }

    expect(whyNotClose({ ...released, assessedAt: acceptedAt }, closing, now)).toContain('health need')
    expect(whyNotClose({ ...released, assessedAt: acceptedAt, healthNeedsMetOn: '2026-06-01' }, closing, now)).toBeNull()
    expect(whyNotClose(released, closing, now)).toBeNull()
  })
})
