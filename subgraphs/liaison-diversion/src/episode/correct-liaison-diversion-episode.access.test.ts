import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may correct an episode', () => refusesOutsiders({ mutation: 'correctLiaisonDiversionEpisode', input: { reason: 'Wrong box.', source: 'SELF' } }))
