import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may decline a referral', () =>
  refusesOutsiders({ mutation: 'declineReconnectReferral', input: { reason: 'OTHER' }, begin: (reconnect) => reconnect.start({}, { consent: true }) }))
