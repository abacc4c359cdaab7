import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record that a person was not seen', () => refusesOutsiders({ mutation: 'recordNotSeen', input: { reason: 'UNFIT' } }))
