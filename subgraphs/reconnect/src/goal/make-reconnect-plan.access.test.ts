import { refusesOutsiders, startWithNeed } from '@throughcare/test/support/reconnect'

describe('who may make the plan', () =>
  refusesOutsiders({ mutation: 'makeReconnectPlan', input: { needCodes: ['housing'] }, begin: (reconnect) => startWithNeed(reconnect, { consent: true }) }))
