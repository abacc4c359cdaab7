import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record that a screening was offered', () => refusesOutsiders({ mutation: 'offerScreening', input: {} }))
