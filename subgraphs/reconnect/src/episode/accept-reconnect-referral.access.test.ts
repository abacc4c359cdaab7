import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may accept a referral', () =>
  refusesOutsiders({ mutation: 'acceptReconnectReferral', begin: (reconnect) => reconnect.start({}, { consent: true }) }))
