import { refusesOutsiders, startClosed } from '@throughcare/test/support/liaison-diversion'

describe('who may reopen an episode', () =>
  refusesOutsiders({ mutation: 'reopenLiaisonDiversionEpisode', input: { reason: 'They came back.' }, begin: (room) => startClosed(room) }))
