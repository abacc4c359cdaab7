import { assessedAndDue, whyNobody, whyNotComplete } from './assessment.rules.ts'

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

test('of its assessments an episode says when the first was made, and since when the first of those asked and not made is due', () => {
  const [nine, ten, eleven] = ['09', '10', '11'].map((hour) => new Date(`2026-06-01T${hour}:00:00Z`)) as [Date, Date, Date]
  const own = { requestedAt: null, assessedAt: eleven }

  expect(assessedAndDue([])).toEqual({ assessedAt: null, specialistDueSince: null })
  expect(assessedAndDue([own])).toEqual({ assessedAt: eleven, specialistDueSince: null })
  expect(
    assessedAndDue([own, { requestedAt: eleven, assessedAt: null }, { requestedAt: nine, assessedAt: ten }, { requestedAt: ten, assessedAt: null }])
  ).toEqual({ assessedAt: ten, specialistDueSince: ten })
})
