import { accepted, refusesOutsiders } from '@throughcare/test/support/onward-referrals'

describe('who may record that the service supports the person', () =>
  refusesOutsiders({ mutation: 'recordSupportStarted' }, { after: [accepted], mayProvider: true }))
