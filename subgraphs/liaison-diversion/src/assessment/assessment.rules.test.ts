import { whyNobody, whyNotComplete } from './assessment.rules.ts'

const requestedAt = new Date('2026-06-01T09:00:00Z')
const due = { assessedAt: null, requestedAt }

test('what a specialist was asked for is made once, from the moment of asking on', () => {
  expect(whyNotComplete(due, requestedAt)).toBeNull()
  expect(whyNotComplete(due, new Date(requestedAt.getTime() - 1))).toContain('before the specialist was asked')
  expect(whyNotComplete({ ...due, assessedAt: requestedAt }, requestedAt)).toContain('already')
})

test('somebody made an assessment, by name or role', () => {
  expect(whyNobody('Nurse')).toBeNull()
  expect(whyNobody(' ')).toContain('Say who made the assessment')
})
