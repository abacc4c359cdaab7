import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may take a person off a pathway', () =>
  refusesOutsiders({
    mutation: 'unflagCohort',
    input: { cohort: 'VETERAN' },
    begin: async (room) => {
      const episode = await room.start({}, { consent: true })
      await room.act('flagCohort', { episodeId: episode.id, cohort: 'VETERAN', expectedVersion: 1 })
      return { ...episode, version: 2 }
    }
  }))
