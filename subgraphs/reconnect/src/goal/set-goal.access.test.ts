import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may set a goal', () => refusesOutsiders({ mutation: 'setGoal', input: { needCode: 'housing' } }))
