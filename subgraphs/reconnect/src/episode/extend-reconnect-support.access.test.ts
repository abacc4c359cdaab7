import { refusesOutsiders, startReleased } from '@throughcare/test/support/reconnect'

describe('who may extend support', () =>
  refusesOutsiders({
    mutation: 'extendReconnectSupport',
    input: { until: '2027-02-28', reason: 'In the middle of treatment' },
    begin: (reconnect) => startReleased(reconnect, '2026-05-31', {}, { consent: true })
  }))
