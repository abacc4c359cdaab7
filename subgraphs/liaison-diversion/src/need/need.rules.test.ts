import { isUnmet, servingOf, standingOf, whyNotAdd, whyNotExplain, whyNotReview } from './need.rules.ts'

const identifiedAt = new Date('2026-06-01T09:00:00Z')
const later = new Date('2026-06-02T09:00:00Z')
const identified = { identifiedAt, alreadySupportedAt: null, referredAt: null, metAt: null, declinedAt: null }
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

describe('where a need stands', () => {
  test.each([
    [identified, 'IDENTIFIED'],
    [{ ...identified, referredAt: identifiedAt }, 'REFERRED'],
    [{ ...identified, referredAt: later, metAt: identifiedAt }, 'REFERRED'],
    [{ ...identified, declinedAt: identifiedAt, referredAt: later }, 'REFERRED'],
    [{ ...identified, declinedAt: later, metAt: later }, 'MET'],
    [{ ...identified, alreadySupportedAt: later, referredAt: later }, 'REFERRED']
  ])('is what was recorded last: %#', (need, status) => expect(standingOf(need).status).toBe(status))

  test('is reviewed from the moment of what was recorded last up to now', () => {
    const referred = { ...identified, referredAt: later }
    const now = millisecond(later, 10)

    expect(whyNotReview(referred, 'MET', { at: later, now })).toBeNull()
    expect(whyNotReview(referred, 'MET', { at: now, now })).toBeNull()
    expect(whyNotReview(referred, 'MET', { at: millisecond(later, -1), now })).toContain('before')
    expect(whyNotReview(referred, 'MET', { at: millisecond(now, 1), now })).toContain('future')
    expect(whyNotReview(referred, 'IDENTIFIED', { at: now, now })).toContain('once')
  })

  test('is asked of needs that an episode names once', () => {
    const standing = [{ code: 'housing' }]

    expect(whyNotAdd(standing, [{ needCode: 'alcohol' }])).toBeNull()
    expect(whyNotAdd(standing, [{ needCode: 'housing' }])).toContain('already')
    expect(whyNotAdd(standing, [{ needCode: 'alcohol' }, { needCode: 'alcohol' }])).toContain('twice')
    expect(whyNotAdd(standing, [])).toContain('at least one')
  })
})

describe('an unmet need', () => {
  const need = { ...identified, id: 'n1', code: 'housing', noReferralAt: null }
  const referral = { id: 'r1', needId: null, needCode: 'housing', failedAt: null }

  test.each([
    ['nothing followed', need, [], true],
    ['it is supported, referred, met or declined', { ...need, declinedAt: later }, [], false],
    ['a reason is recorded', { ...need, noReferralAt: later }, [], false],
    ['a referral for the same need was sent', need, [referral], false],
    ['a referral for another need was sent', need, [{ ...referral, needCode: 'alcohol' }], true],
    ['a referral that serves it by name was sent', need, [{ ...referral, needCode: 'alcohol', needId: 'n1' }], false],
    ['a referral for the same need serves another by name', need, [{ ...referral, needId: 'n2' }], true],
    ['the referral was declined or taken back', need, [{ ...referral, failedAt: later }], true],
    ['one of two was declined', need, [{ ...referral, failedAt: later }, referral], false]
  ] as const)('%s', (_, standing, referrals, expected) => {
    expect(isUnmet(standing, referrals)).toBe(expected)
    expect(whyNotExplain(standing, referrals)).toEqual(expected ? null : expect.stringContaining('already'))
  })

  test('is served by what staff said so of, and of the others by what was made for the same need', () => {
    const others = [referral, { ...referral, id: 'r2', needId: 'n2' }, { ...referral, id: 'r3', needCode: 'alcohol', needId: 'n1' }]

    expect(servingOf(need, others).map(({ id }) => id)).toEqual(['r1', 'r3'])
  })
})
