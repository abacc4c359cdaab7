import { whyNotAssign, whyNotMeet } from './peer-support.rules.ts'

test('a peer support worker meets the person from the assignment on, by the rules of contacts', () => {
  const receivedAt = new Date('2026-06-01T09:00:00Z')
  const assignedAt = new Date('2026-06-01T10:00:00Z')
  const now = new Date('2026-06-02T09:00:00Z')
  const open = { receivedAt, screenedAt: null, notSeenAt: null, closedAt: null, closureReason: null }

  expect(whyNotMeet(open, { assignedAt }, { at: assignedAt, now })).toBeNull()
  expect(whyNotMeet(open, { assignedAt }, { at: new Date(assignedAt.getTime() - 1), now })).toContain('before your assignment')
  expect(whyNotMeet({ ...open, closedAt: assignedAt }, { assignedAt }, { at: now, now })).toContain('after the closing')
  expect(whyNotMeet({ ...open, diedOn: '2026-06-01' }, { assignedAt }, { at: now, now })).toContain('died before then')
})

test('nobody is assigned to somebody who has died', () => {
  const assigned = { subject: 'kim', assignedAt: new Date('2026-06-02T09:00:00Z') }

  expect(whyNotAssign({ closedAt: null, diedOn: '2026-06-02' }, [], assigned)).toBeNull()
  expect(whyNotAssign({ closedAt: null, diedOn: '2026-06-01' }, [], assigned)).toContain('died before then')
})
