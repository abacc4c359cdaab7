import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record that a referral was accepted', () => refusesOutsiders({ mutation: 'acceptOnwardReferral' }, { mayProvider: true }))
