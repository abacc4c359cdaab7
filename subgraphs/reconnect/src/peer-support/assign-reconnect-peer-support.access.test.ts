import { refusesOutsiders, startOffered } from '@throughcare/test/support/reconnect'

describe('who may assign a peer support worker', () =>
  refusesOutsiders({
    mutation: 'assignReconnectPeerSupport',
    input: { subject: 'sam', employerId: 'RRR' },
    begin: (reconnect) => startOffered(reconnect, {}, { consent: true })
  }))
