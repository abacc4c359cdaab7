import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may redirect a referral', () =>
  refusesOutsiders(
    { mutation: 'redirectOnwardReferral', input: { serviceId: 'service-2', providerOrganisationId: 'OTHER-PROVIDER', consent: 'GIVEN' } },
    { mayProvider: false }
  ))
