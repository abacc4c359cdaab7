import { refusesOutsiders, startScreened } from '@throughcare/test/support/liaison-diversion'

describe('who may close an episode', () =>
  refusesOutsiders({ mutation: 'closeLiaisonDiversionEpisode', input: { reason: 'COMPLETED' }, begin: (room) => startScreened(room, { consent: true }) }))
