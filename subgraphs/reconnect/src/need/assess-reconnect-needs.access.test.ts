import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may assess needs', () =>
  refusesOutsiders({ mutation: 'assessReconnectNeeds', input: { needs: [{ needCode: 'housing', pathway: 'ACCOMMODATION' }] } }))
