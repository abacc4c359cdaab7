import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may check eligibility', () =>
  refusesOutsiders({ mutation: 'checkReconnectEligibility', input: { healthNeed: 'YES' }, begin: (reconnect) => reconnect.start({}, { consent: true }) }))
