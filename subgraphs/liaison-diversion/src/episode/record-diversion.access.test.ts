import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record what became of the case', () => refusesOutsiders({ mutation: 'recordDiversion', input: { outcome: 'NOT_DIVERTED' } }))
