import { refusesOutsiders, startReleased } from '@throughcare/test/support/reconnect'

describe('who may record a return to custody', () =>
  refusesOutsiders({
    mutation: 'recordReturnToCustody',
    input: { returnedOn: '2026-05-31' },
    begin: (reconnect) => startReleased(reconnect, '2026-05-30', {}, { consent: true })
  }))
