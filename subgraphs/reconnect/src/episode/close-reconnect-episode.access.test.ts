import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may close an episode', () => refusesOutsiders({ mutation: 'closeReconnectEpisode', input: { reason: 'NOT_RELEASED' } }))
