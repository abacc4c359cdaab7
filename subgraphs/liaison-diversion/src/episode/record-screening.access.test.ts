import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record a screening', () => refusesOutsiders({ mutation: 'recordScreening', input: { outcome: 'NO_NEED', risk: 'LOW' } }))
