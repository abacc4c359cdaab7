import { navigator } from '@throughcare/test/support/personas'
import { refusesOutsiders, startAccepted } from '@throughcare/test/support/reconnect'

describe('who may accept an allocation', () =>
  refusesOutsiders({
    mutation: 'acceptAllocation',
    begin: async (reconnect) => {
      const { version, ...episode } = await startAccepted(reconnect, {}, { consent: true })
      const input = { episodeId: episode.id, side: 'COMMUNITY', workerId: navigator.subject, expectedVersion: version }
      const { data } = await reconnect.act('allocateWorker', input)
      return { ...episode, version: version + 1, input: { allocationId: data?.allocateWorker.allocations[0].id } }
    }
  }))
