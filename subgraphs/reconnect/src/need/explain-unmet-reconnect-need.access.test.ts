import { refusesOutsiders, startWithNeed } from '@throughcare/test/support/reconnect'

describe('who may record why a need is unmet', () =>
  refusesOutsiders({
    mutation: 'explainUnmetReconnectNeed',
    begin: async (room) => {
      const episode = await startWithNeed(room, { consent: true })
      return { ...episode, input: { needId: episode.needId, reason: 'NO_SERVICE' } }
    }
  }))
