import { refusesOutsiders, startWithNeed } from '@throughcare/test/support/reconnect'

describe('who may review a need', () =>
  refusesOutsiders({
    mutation: 'reviewReconnectNeed',
    begin: async (reconnect) => {
      const episode = await startWithNeed(reconnect, { consent: true })
      return { ...episode, input: { needId: episode.needId, status: 'MET' } }
    }
  }))
