import { contentsFor, isOverdue, longestContents, whyNotCancel, whyNotIssue, whyNotRequest, whyNotShare } from './court-report.rules.ts'

const receivedAt = new Date('2026-06-01T09:00:00Z')
const now = new Date('2026-06-02T09:00:00Z')
const open = { receivedAt, closedAt: null }
const request = { requestedAt: now, hearingOn: '2026-06-10', now }
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

test('a report is asked for from the referral up to now, for a hearing from that day on, in an open episode', () => {
  expect(whyNotRequest(open, request)).toBeNull()
  expect(whyNotRequest(open, { ...request, requestedAt: receivedAt, hearingOn: '2026-06-01' })).toBeNull()
  expect(whyNotRequest(open, { ...request, hearingOn: '2026-06-01' })).toContain('before the request')
  expect(whyNotRequest(open, { ...request, hearingOn: '9999-12-31' })).toContain('more than five years')
  expect(whyNotRequest(open, { ...request, requestedAt: millisecond(receivedAt, -1) })).toContain('before the referral')
  expect(whyNotRequest(open, { ...request, requestedAt: millisecond(now, 1) })).toContain('future')
  expect(whyNotRequest({ ...open, closedAt: now }, request)).toContain('closed')
  expect(whyNotRequest({ ...open, diedOn: '2026-06-02' }, request)).toBeNull()
  expect(whyNotRequest({ ...open, diedOn: '2026-06-01' }, request)).toContain('died before then')
})

test('a report is issued once there is something to say', () => {
  expect(whyNotIssue({ screenedAt: now }, 'x'.repeat(longestContents))).toBeNull()
  expect(whyNotIssue({ screenedAt: now }, 'x'.repeat(longestContents + 1))).toContain('50,000')
  expect(whyNotIssue({ screenedAt: now }, ' \n ')).toContain('Write down')
  expect(whyNotIssue({ screenedAt: null }, 'All is well.')).toContain('screening first')
})

test('something is told from the referral up to now', () => {
  expect(whyNotShare(open, receivedAt, now)).toBeNull()
  expect(whyNotShare(open, millisecond(receivedAt, -1), now)).toContain('before the referral')
  expect(whyNotShare(open, millisecond(now, 1), now)).toContain('future')
})

test('a report is overdue from the day after the hearing in London', () => {
  const due = { hearingOn: '2026-06-10', issuedAt: null, cancelledAt: null }

  expect(isOverdue(due, new Date('2026-06-10T22:59:59Z'))).toBe(false)
  expect(isOverdue(due, new Date('2026-06-10T23:00:00Z'))).toBe(true)
  expect(isOverdue({ ...due, issuedAt: new Date('2026-06-10T12:00:00Z') }, new Date('2026-07-01T12:00:00Z'))).toBe(false)
  expect(isOverdue({ ...due, issuedAt: new Date('2026-06-11T12:00:00Z') }, new Date('2026-07-01T12:00:00Z'))).toBe(true)
  expect(isOverdue({ ...due, cancelledAt: new Date('2026-06-09T12:00:00Z') }, new Date('2026-07-01T12:00:00Z'))).toBe(false)
})

test('a court reads what a report says until it is withdrawn; the services read what was issued all the same', () => {
  const issue = { contents: 'Needs breaks.', withdrawnAt: null }

  expect(contentsFor(issue, { isCourt: true })).toBe('Needs breaks.')
  expect(contentsFor({ ...issue, withdrawnAt: now }, { isCourt: true })).toBeNull()
  expect(contentsFor({ ...issue, withdrawnAt: now }, { isCourt: false })).toBe('Needs breaks.')
})

test('a request is taken back once, and not once the report was issued', () => {
  expect(whyNotCancel({ issuedAt: null, cancelledAt: null })).toBeNull()
  expect(whyNotCancel({ issuedAt: now, cancelledAt: null })).toContain('was issued')
  expect(whyNotCancel({ issuedAt: null, cancelledAt: now })).toContain('cancelled already')
})
