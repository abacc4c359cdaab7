import { refusesOutsiders, startAccepted } from '@throughcare/test/support/reconnect'

describe('who may record a gate meeting', () =>
  refusesOutsiders({
    mutation: 'recordGateMeeting',
    input: { outcome: 'MET' },
    begin: async (reconnect) => {
      const { version, ...episode } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-01' }, { consent: true })
      await reconnect.act('planGateMeeting', { episodeId: episode.id, expectedVersion: version, meetAt: '2026-06-01T08:00:00Z' })
      return { ...episode, version: version + 1 }
    }
  }))
