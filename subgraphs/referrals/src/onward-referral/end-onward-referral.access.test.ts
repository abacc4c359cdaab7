import { accepted, refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record how a referral ended', () =>
  refusesOutsiders({ mutation: 'endOnwardReferral', input: { outcome: 'ACHIEVED' } }, { after: [accepted], mayProvider: true }))
