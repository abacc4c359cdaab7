import { refusesOutsiders } from '@throughcare/test/support/onward-referrals'

const step = { mutation: 'recordReferralFacts', input: { facts: { nameToUse: 'Alex Example' } } }

describe('who may say what a service is told', () => refusesOutsiders(step, { mayProvider: false }))
