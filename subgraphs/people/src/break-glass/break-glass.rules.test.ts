import { untilOfBreakGlass, whyNotBreakGlass, whyNotReview } from './break-glass.rules.ts'

test('broken glass opens for 60 minutes', () => {
  expect(untilOfBreakGlass(new Date('2026-06-01T12:00:00Z'))).toEqual(new Date('2026-06-01T13:00:00Z'))
})

test('it needs an explanation of 15 characters, blanks around it aside', () => {
  expect(whyNotBreakGlass(`  ${'x'.repeat(14)}  `)).toMatch(/15 characters/)
  expect(whyNotBreakGlass('x'.repeat(15))).toBeNull()
})

test.each([
  ['JUSTIFIED', '', true],
  ['JUSTIFIED_WITH_ADVICE', 'x'.repeat(14), false],
  ['JUSTIFIED_WITH_ADVICE', 'x'.repeat(15), true],
  ['NOT_JUSTIFIED', '', false]
] as const)('a review that finds %s with the words "%s" may stand: %s', (outcome, finding, mayStand) => {
  expect(whyNotReview({ outcome, finding }) === null).toBe(mayStand)
})
