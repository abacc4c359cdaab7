import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may take a referral back', () =>
  refusesOutsiders({ mutation: 'withdrawOnwardReferral', input: { reason: 'NOT_ENGAGED' } }, { mayProvider: false }))
