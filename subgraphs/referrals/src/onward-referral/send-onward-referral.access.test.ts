import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may send a draft', () => refusesOutsiders({ mutation: 'sendOnwardReferral', input: { consent: 'GIVEN' } }, { asDraft: true, mayProvider: false }))
