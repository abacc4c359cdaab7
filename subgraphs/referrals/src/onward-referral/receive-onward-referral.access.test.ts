import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record that the service has a referral', () => refusesOutsiders({ mutation: 'receiveOnwardReferral' }, { mayProvider: true }))
