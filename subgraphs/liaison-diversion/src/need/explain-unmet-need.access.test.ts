import { refusesOutsiders, startWithNeed } from '@throughcare/test/support/liaison-diversion'

describe('who may record why a need is unmet', () =>
  refusesOutsiders({
    mutation: 'explainUnmetNeed',
    begin: async (room) => {
      const episode = await startWithNeed(room, { consent: true })
      return { ...episode, input: { needId: episode.needId, reason: 'NO_SERVICE' } }
    }
  }))
