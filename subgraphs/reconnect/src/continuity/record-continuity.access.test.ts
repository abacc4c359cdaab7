import { refusesOutsiders, startReleased } from '@throughcare/test/support/reconnect'

describe('who may record how medicine goes on after release', () =>
  refusesOutsiders({
    mutation: 'recordContinuity',
    input: { kind: 'MEDICINE', daysInHand: 7 },
    begin: (reconnect) => startReleased(reconnect, '2026-06-01', {}, { consent: true })
  }))
