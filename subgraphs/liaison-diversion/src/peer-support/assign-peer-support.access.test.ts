import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may assign a peer support worker', () => refusesOutsiders({ mutation: 'assignPeerSupport', input: { subject: 'sam', employerId: 'RRR' } }))
