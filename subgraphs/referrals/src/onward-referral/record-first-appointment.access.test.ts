import { accepted, attended, offered, refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record whether the person came', () => refusesOutsiders(attended, { after: [accepted, offered], mayProvider: true }))
