import { whyNotReferIn } from './known-episode.rules.ts'

test('nobody is referred on in an episode that was recorded in error', () => {
  expect(whyNotReferIn({ isInError: false })).toBeNull()
  expect(whyNotReferIn({ isInError: true })).toContain('recorded in error')
})
