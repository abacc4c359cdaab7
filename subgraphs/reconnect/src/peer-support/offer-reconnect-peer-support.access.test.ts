import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may record an offer of peer support', () => refusesOutsiders({ mutation: 'offerReconnectPeerSupport', input: { answer: 'ACCEPTED' } }))
