import { accepted, offered, refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record a first appointment', () => refusesOutsiders(offered, { after: [accepted], mayProvider: true }))
