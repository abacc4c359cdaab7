import { isUnmet, servingOf, whyNotExplain } from './onward-referral.rules.ts'

const later = new Date('2026-06-02T09:00:00Z')
const need = { id: 'n1', code: 'housing', status: 'IDENTIFIED', noReferralAt: null }
const referral = { id: 'r1', needId: null, needCode: 'housing', failedAt: null }

describe('an unmet need', () => {
  test.each([
    ['nothing followed', need, [], true],
    ['it is supported', { ...need, status: 'ALREADY_SUPPORTED' }, [], false],
    ['it was referred on', { ...need, status: 'REFERRED' }, [], false],
    ['it was met', { ...need, status: 'MET' }, [], false],
    ['help with it was declined', { ...need, status: 'DECLINED' }, [], false],
    ['a reason is recorded', { ...need, noReferralAt: later }, [], false],
    ['a referral for the same need was sent', need, [referral], false],
    ['a referral for another need was sent', need, [{ ...referral, needCode: 'alcohol' }], true],
    ['a referral that serves it by name was sent', need, [{ ...referral, needCode: 'alcohol', needId: 'n1' }], false],
    ['a referral for the same need serves another by name', need, [{ ...referral, needId: 'n2' }], true],
    ['the referral was declined or taken back', need, [{ ...referral, failedAt: later }], true],
    ['one of two was declined', need, [{ ...referral, failedAt: later }, referral], false]
  ] as const)('where %s', (_, standing, referrals, expected) => {
    expect(isUnmet(standing, referrals)).toBe(expected)
    expect(whyNotExplain(standing, referrals)).toEqual(expected ? null : expect.stringContaining('already'))
  })

  test('is served by what staff said so of, and of the others by what was made for the same need', () => {
    const others = [referral, { ...referral, id: 'r2', needId: 'n2' }, { ...referral, id: 'r3', needCode: 'alcohol', needId: 'n1' }]

    expect(servingOf(need, others).map(({ id }) => id)).toEqual(['r1', 'r3'])
  })
})
