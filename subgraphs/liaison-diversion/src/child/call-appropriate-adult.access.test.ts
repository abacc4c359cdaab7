import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record that an appropriate adult was called', () =>
  refusesOutsiders({ mutation: 'callAppropriateAdult', input: { reason: 'VULNERABLE_ADULT', who: 'SOCIAL_WORKER' } }))
