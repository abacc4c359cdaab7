import { standardSettings, type Settings } from '../setting/setting.rules.ts'
import { checkReferralWindow, housedOnFirstNight, supportEndsOn, whyNotExtend, whyNotRecordRelease, whyNotSetReleaseDate } from './release.rules.ts'

const open = {
  referredAt: new Date('2026-03-01T10:00:00Z'),
  acceptedAt: new Date('2026-03-02T10:00:00Z'),
  declinedAt: null,
  closedAt: null,
  plannedReleaseDate: null,
  actualReleaseDate: null,
  extendedUntil: null,
  temporarilyReleasedOn: null,
  returnedToCustodyOn: null
}
const planned = { ...open, plannedReleaseDate: '2026-06-01' }
const released = { ...planned, actualReleaseDate: '2026-06-01' }
const closed = { ...planned, closedAt: new Date('2026-04-01T10:00:00Z') }
const declined = { ...open, declinedAt: new Date('2026-03-02T10:00:00Z'), acceptedAt: null }

// Leicestershire, Berkshire and West Yorkshire: from 12 weeks before release to 28 days after it.
describe('the referral window', () => {
  const check = (referredOn: string, settings: Settings = standardSettings) => checkReferralWindow(referredOn, '2026-06-01', settings)

  test.each([
    ['85 days before release', '2026-03-08', 'FAIL'],
    ['84 days before release', '2026-03-09', 'PASS'],
    ['on the day of release', '2026-06-01', 'PASS'],
    ['28 days after release', '2026-06-29', 'PASS'],
    ['29 days after release', '2026-06-30', 'FAIL']
  ])('%s', (_, referredOn, answer) => {
    expect(check(referredOn)).toMatchObject({ answer, source: expect.stringContaining('West Yorkshire') })
  })

  test('says on which side a referral fell out', () => {
    expect(check('2026-03-08').reason).toContain('more than 12 weeks before')
    expect(check('2026-06-30').reason).toContain('more than 28 days after')
  })

  test('without a release date it is unknown, not failed', () => {
    expect(checkReferralWindow('2026-06-01', null, standardSettings)).toMatchObject({ answer: 'UNKNOWN', reason: 'No release date is known yet.' })
  })

  test.each([
    ['15 days before release', '2026-05-17', 'FAIL', 'more than 2 weeks before'],
    ['14 days before release', '2026-05-18', 'PASS', 'between 2 weeks before release and 1 day after'],
    ['the day after release', '2026-06-02', 'PASS', 'between 2 weeks before release and 1 day after'],
    ['two days after release', '2026-06-03', 'FAIL', 'more than 1 day after']
  ])('that a deployment has otherwise: %s', (_, referredOn, answer, reason) => {
    const said = check(referredOn, { ...standardSettings, referralDaysBeforeRelease: 14, referralDaysAfterRelease: 1 })

    expect(said).toMatchObject({ answer, reason: expect.stringContaining(reason), source: expect.stringContaining('A setting of this deployment; elsewhere') })
  })

  test('in days that are no whole weeks', () => {
    expect(check('2026-05-21', { ...standardSettings, referralDaysBeforeRelease: 10 }).reason).toContain('more than 10 days before')
    expect(check('2026-05-31', { ...standardSettings, referralDaysBeforeRelease: 0 }).reason).toContain('more than 0 days before')
  })
})

// Housed on release (MI014): gov.uk, offender accommodation outcomes, statistical guidance 2024.
describe('housed on the first night', () => {
  const on = (sleptAt: Parameters<typeof housedOnFirstNight>[0]['sleptAt']) => housedOnFirstNight({ actualReleaseDate: '2026-06-01', sleptAt })

  test.each(['OWNER_OCCUPIER', 'SOCIAL_RENT', 'FRIENDS_OR_FAMILY_TRANSIENT', 'APPROVED_PREMISES', 'COMMUNITY_ACCOMMODATION_TIER_3', 'TRANSIENT'] as const)(
    '%s is settled or temporary accommodation, so housed',
    (sleptAt) => expect(on(sleptAt)).toBe('HOUSED')
  )

  test.each(['SHELTER_HOSTEL_OR_CAMPSITE', 'SQUAT', 'ROUGH_SLEEPING'] as const)('%s is not housed', (sleptAt) => expect(on(sleptAt)).toBe('NOT_HOUSED'))

  test.each([null, 'NOT_KNOWN', 'NOT_STATED', 'IMMIGRATION_DETENTION', 'AWAITING_ASSESSMENT'] as const)(
    '%s is unknown, never counted as not housed',
    (sleptAt) => expect(on(sleptAt)).toBe('UNKNOWN')
  )

  test('before a release there is nothing to tell', () => {
    expect(housedOnFirstNight({ actualReleaseDate: null, sleptAt: null })).toBeNull()
  })
})

// NHS England, RECONNECT: up to six months after release, extended in exceptional circumstances.
describe('the last day of support', () => {
  test.each([
    ['2026-06-01', null, '2026-12-01'],
    ['2026-08-31', null, '2027-02-28'],
    ['2027-08-31', null, '2028-02-29'],
    ['2026-06-01', '2027-01-15', '2027-01-15'],
    ['2026-06-01', '2026-11-01', '2026-12-01']
  ])('released on %s, extended to %s: %s', (actualReleaseDate, extendedUntil, expected) => {
    expect(supportEndsOn({ actualReleaseDate, extendedUntil, healthNeedsMetOn: null })).toBe(expected)
  })

  test('is not known before the release, planned or not', () => {
    expect(supportEndsOn({ ...planned, healthNeedsMetOn: null })).toBeNull()
    expect(supportEndsOn({ ...planned, healthNeedsMetOn: '2026-05-01' })).toBeNull()
  })

  // Until all health needs are met, whichever is sooner — NHS England, RECONNECT.
  test.each([
    ['met during support', '2026-08-10', null, '2026-08-10'],
    ['met on the last day', '2026-12-01', null, '2026-12-01'],
    ['met after the last day', '2026-12-02', null, '2026-12-01'],
    ['met before the release', '2026-05-10', null, '2026-06-01'],
    ['met, and extended all the same', '2026-08-10', '2027-01-15', '2027-01-15']
  ])('all health needs %s', (_, healthNeedsMetOn, extendedUntil, expected) => {
    expect(supportEndsOn({ actualReleaseDate: '2026-06-01', extendedUntil, healthNeedsMetOn })).toBe(expected)
  })

  test('can be put off from the day after it on, with a reason', () => {
    expect(whyNotExtend(released, { until: '2026-12-02', reason: 'In treatment' })).toBeNull()
    expect(whyNotExtend(released, { until: '2026-12-01', reason: 'In treatment' })).toContain('already')
    expect(whyNotExtend(released, { until: '2036-03-01', reason: 'In treatment' })).toBeNull()
    expect(whyNotExtend(released, { until: '2036-03-02', reason: 'In treatment' })).toContain('ten years')
    expect(whyNotExtend(released, { until: '2026-12-02', reason: '  ' })).toContain('Say why')
    expect(whyNotExtend(released, { until: '2026-12-02', reason: 'x'.repeat(500) })).toBeNull()
    expect(whyNotExtend(released, { until: '2026-12-02', reason: 'x'.repeat(501) })).toContain('500')
  })

  test('cannot be put off before the acceptance, before the release or after the closing', () => {
    const later = { until: '2027-12-02', reason: 'In treatment' }

    expect(whyNotExtend({ ...released, acceptedAt: null }, later)).toContain('Accept')
    expect(whyNotExtend(planned, later)).toContain('no release')
    expect(whyNotExtend(closed, later)).toContain('closed')
  })
})

describe('release dates', () => {
  test('the first is the first known, and later ones say why it moved', () => {
    expect(whyNotSetReleaseDate(open, { date: '2026-06-01', reason: 'FIRST_KNOWN' })).toBeNull()
    expect(whyNotSetReleaseDate(open, { date: '2026-06-01', reason: 'RECALCULATED' })).toContain('first known')
    expect(whyNotSetReleaseDate(planned, { date: '2026-05-20', reason: 'EARLY_RELEASE' })).toBeNull()
    expect(whyNotSetReleaseDate(planned, { date: '2026-05-20', reason: 'FIRST_KNOWN' })).toContain('why it moved')
    expect(whyNotSetReleaseDate(planned, { date: '2026-06-01', reason: 'OTHER' })).toContain('already')
  })

  test('lie within ten years of the referral, planned or recorded', () => {
    expect(whyNotSetReleaseDate(open, { date: '2036-03-01', reason: 'FIRST_KNOWN' })).toBeNull()
    expect(whyNotSetReleaseDate(open, { date: '2036-03-02', reason: 'FIRST_KNOWN' })).toContain('ten years after')
    expect(whyNotSetReleaseDate(planned, { date: '2016-02-29', reason: 'OTHER' })).toContain('ten years before')
    expect(whyNotRecordRelease(planned, '2016-03-01', '2026-06-01')).toBeNull()
    expect(whyNotRecordRelease(planned, '2016-02-29', '2026-06-01')).toContain('ten years before')
  })

  test('none is planned once released, declined or closed', () => {
    const date = { date: '2026-07-01', reason: 'RECALLED' } as const

    expect(whyNotSetReleaseDate(released, date)).toContain('The release is recorded')
    expect(whyNotSetReleaseDate(declined, date)).toContain('declined')
    expect(whyNotSetReleaseDate(closed, date)).toContain('closed')
  })

  test('a release is recorded up to today and not for a day to come', () => {
    expect(whyNotRecordRelease(planned, '2026-06-01', '2026-06-01')).toBeNull()
    expect(whyNotRecordRelease(planned, '2026-06-02', '2026-06-01')).toContain('future')
    expect(whyNotRecordRelease(released, '2026-05-31', '2026-06-01')).toBeNull()
    expect(whyNotRecordRelease(declined, '2026-06-01', '2026-06-01')).toContain('declined')
    expect(whyNotRecordRelease(closed, '2026-06-01', '2026-06-01')).toContain('closed')
  })

  test('is corrected up to the day of a return to custody, and not past it: the next release is a new referral', () => {
    const back = { ...released, returnedToCustodyOn: '2026-06-10' }

    expect(whyNotRecordRelease(back, '2026-06-10', '2026-07-01')).toBeNull()
    expect(whyNotRecordRelease(back, '2026-06-11', '2026-07-01')).toContain('new referral')
  })

  test('a release lies on the day of the last temporary release or after it', () => {
    const left = { ...planned, temporarilyReleasedOn: '2026-05-20' }

    expect(whyNotRecordRelease(left, '2026-05-20', '2026-07-01')).toBeNull()
    expect(whyNotRecordRelease(left, '2026-05-19', '2026-07-01')).toContain('temporary release after that day')
  })
})
