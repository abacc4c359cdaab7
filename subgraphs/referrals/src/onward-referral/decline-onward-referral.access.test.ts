import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record that a referral was declined', () =>
  refusesOutsiders({ mutation: 'declineOnwardReferral', input: { reason: 'NO_CAPACITY' } }, { mayProvider: true }))
