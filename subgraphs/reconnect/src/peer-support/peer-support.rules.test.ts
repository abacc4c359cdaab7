import { whyNotAssign, whyNotEnd, whyNotMeet, whyNotOffer } from './peer-support.rules.ts'

const referredAt = new Date('2026-06-01T09:00:00Z')
const assignedAt = new Date('2026-06-02T10:00:00Z')
const now = new Date('2026-06-03T09:00:00Z')
const before = (instant: Date) => new Date(instant.getTime() - 1)
const after = (instant: Date) => new Date(instant.getTime() + 1)
const open = {
  ...{ referredAt, acceptedAt: referredAt, declinedAt: null, closedAt: null, assessedAt: null, healthNeedsMetOn: null },
  ...{ plannedReleaseDate: null, actualReleaseDate: null, extendedUntil: null }
}

test('an offer lies between the referral and now', () => {
  expect(whyNotOffer(open, referredAt, now)).toBeNull()
  expect(whyNotOffer(open, before(referredAt), now)).toContain('before the referral')
  expect(whyNotOffer(open, now, now)).toBeNull()
  expect(whyNotOffer(open, after(now), now)).toContain('future')
  expect(whyNotOffer({ ...open, closedAt: now }, now, now)).toContain('closed')
})

test.each([
  ['no offer', [], 'has not accepted'],
  ['an offer declined', ['DECLINED'], 'has not accepted'],
  ['an offer not decided', ['UNDECIDED'], 'has not accepted'],
  ['an offer accepted and a later one declined', ['ACCEPTED', 'DECLINED'], 'has not accepted'],
  ['an offer declined and a later one accepted', ['DECLINED', 'ACCEPTED'], null]
] as const)('somebody is assigned with the agreement of the person: %s', (_, answers, refusal) => {
  const whyNot = whyNotAssign(open, { offers: answers.map((answer) => ({ answer })), assignments: [] }, 'sam')

  expect(whyNot).toEqual(refusal && expect.stringContaining(refusal))
})

test('each is assigned once at a time, and an assignment ends once', () => {
  const offers = [{ answer: 'ACCEPTED' as const }]
  const assigned = (endedAt: Date | null) => whyNotAssign(open, { offers, assignments: [{ subject: 'sam', endedAt }] }, 'sam')

  expect(assigned(null)).toContain('already')
  expect(assigned(now)).toBeNull()
  const ends = (endedAt: Date | null, outcome: 'COMPLETED' | null, closureReason: 'RECORDED_IN_ERROR' | null = null) =>
    whyNotEnd({ closureReason }, { endedAt, outcome })

  expect([ends(null, null), ends(now, null)]).toEqual([null, null])
  expect([ends(now, 'COMPLETED'), ends(now, null, 'RECORDED_IN_ERROR')]).toEqual([expect.stringContaining('is recorded'), expect.stringContaining('in error')])
})

test('a peer support worker meets the person from the assignment on, by the rules of contacts', () => {
  expect(whyNotMeet(open, { assignedAt }, { contactAt: assignedAt, now })).toBeNull()
  expect(whyNotMeet(open, { assignedAt }, { contactAt: before(assignedAt), now })).toContain('before your assignment')
  expect(whyNotMeet(open, { assignedAt }, { contactAt: after(now), now })).toContain('future')
})
