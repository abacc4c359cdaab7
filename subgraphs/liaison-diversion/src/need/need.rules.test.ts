import { standingOf, whyNotAdd, whyNotReview, withStatus } from './need.rules.ts'

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
  ])('is what was recorded last: %#', (need, status) => {
    expect(standingOf(need).status).toBe(status)
    expect(withStatus(need)).toEqual({ ...need, status })
  })

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
