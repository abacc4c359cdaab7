import { whyNotReviewGoal, whyNotSetGoal } from './goal.rules.ts'

const acceptedAt = new Date('2026-03-02T10:00:00Z')
const setAt = new Date('2026-03-03T10:00:00Z')
const reviewedAt = new Date('2026-04-03T10:00:00Z')
const now = new Date('2026-06-01T12:00:00Z')
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

const accepted = {
  referredAt: acceptedAt,
  acceptedAt,
  declinedAt: null,
  closedAt: null,
  assessedAt: null,
  healthNeedsMetOn: null,
  plannedReleaseDate: null,
  actualReleaseDate: null,
  extendedUntil: null
}
const closed = { ...accepted, closedAt: now }

describe('goals', () => {
  test('are set from the acceptance until now, in an open episode', () => {
    expect(whyNotSetGoal(accepted, acceptedAt, now)).toBeNull()
    expect(whyNotSetGoal(accepted, now, now)).toBeNull()
    expect(whyNotSetGoal(accepted, millisecond(acceptedAt, -1), now)).toContain('before the acceptance')
    expect(whyNotSetGoal(accepted, millisecond(now, 1), now)).toContain('future')
    expect(whyNotSetGoal({ ...accepted, acceptedAt: null }, now, now)).toContain('Accept it first')
    expect(whyNotSetGoal(closed, now, now)).toContain('closed')
  })

  test('are reviewed from their setting until now, each review after the last', () => {
    const first = { goal: { setAt, reviewedAt: null }, reviewedAt: setAt }
    const next = { goal: { setAt, reviewedAt }, reviewedAt }

    expect(whyNotReviewGoal(accepted, first, now)).toBeNull()
    expect(whyNotReviewGoal(accepted, { ...first, reviewedAt: millisecond(setAt, -1) }, now)).toContain('before the goal was set')
    expect(whyNotReviewGoal(accepted, next, now)).toBeNull()
    expect(whyNotReviewGoal(accepted, { ...next, reviewedAt: millisecond(reviewedAt, -1) }, now)).toContain('later review')
    expect(whyNotReviewGoal(accepted, { ...next, reviewedAt: now }, now)).toBeNull()
    expect(whyNotReviewGoal(accepted, { ...next, reviewedAt: millisecond(now, 1) }, now)).toContain('future')
    expect(whyNotReviewGoal(closed, next, now)).toContain('closed')
  })
})
