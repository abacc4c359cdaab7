import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may record a milestone', () => refusesOutsiders({ mutation: 'recordMilestone', input: { milestone: 'REGISTERED_WITH_GP', on: '2026-05-30' } }))
