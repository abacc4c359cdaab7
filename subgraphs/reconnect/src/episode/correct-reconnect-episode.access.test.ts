import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may correct an episode', () => refusesOutsiders({ mutation: 'correctReconnectEpisode', input: { reason: 'Wrong box.', source: 'SELF' } }))
