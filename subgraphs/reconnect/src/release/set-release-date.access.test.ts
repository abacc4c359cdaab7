import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may set a release date', () =>
  refusesOutsiders({
    mutation: 'setReleaseDate',
    input: { date: '2026-07-01', reason: 'FIRST_KNOWN' },
    begin: (reconnect) => reconnect.start({}, { consent: true })
  }))
