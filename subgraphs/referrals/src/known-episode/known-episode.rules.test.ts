import { isEpisodeOf, whyNotReferIn, whyNotSendThen } from './known-episode.rules.ts'

test('nobody is referred on in an episode that was recorded in error', () => {
  expect(whyNotReferIn({ isInError: false })).toBeNull()
  expect(whyNotReferIn({ isInError: true })).toContain('recorded in error')
})

test('a referral names an episode of the same record and team; one of which nothing was told is believed', () => {
  const referral = { recordId: 'one', organisation: 'RW5', service: 'RECONNECT' } as const

  expect([undefined, { ...referral, recordId: null }, referral].map((told) => isEpisodeOf(told, referral))).toEqual([true, true, true])
  const others = [{ recordId: 'other' }, { organisation: 'RXX' }, { service: 'LIAISON_DIVERSION' as const }]
  expect(others.map((other) => isEpisodeOf({ ...referral, ...other }, referral))).toEqual([false, false, false])
})

test('a referral is sent from the beginning of its episode on, as far as that is known', () => {
  const beganAt = new Date('2026-06-01T09:00:00Z')

  expect(whyNotSendThen({ beganAt }, beganAt)).toBeNull()
  expect(whyNotSendThen({ beganAt }, new Date(beganAt.getTime() - 1))).toContain('when this episode began')
  expect(whyNotSendThen({ beganAt: null }, new Date(0))).toBeNull()
})
