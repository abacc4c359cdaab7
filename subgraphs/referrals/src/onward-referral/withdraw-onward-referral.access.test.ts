import { accepted, refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may take a referral back', () =>
  refusesOutsiders({ mutation: 'withdrawOnwardReferral', input: { reason: 'NOT_ENGAGED' } }, { mayProvider: false }))

describe('who may take one back that was made by mistake, and is with the service', () =>
  refusesOutsiders(
    { mutation: 'withdrawOnwardReferral', input: { reason: 'MISTAKEN_OR_DUPLICATE' } },
    { after: [accepted, { mutation: 'recordSupportStarted' }], mayProvider: false }
  ))
