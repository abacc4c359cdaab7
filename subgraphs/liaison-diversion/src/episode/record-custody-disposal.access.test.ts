import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record how custody ended', () => refusesOutsiders({ mutation: 'recordCustodyDisposal', input: { disposal: 'CHARGED' } }))
