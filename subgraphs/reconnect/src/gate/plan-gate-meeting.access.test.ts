import { refusesOutsiders, startAccepted } from '@throughcare/test/support/reconnect'

describe('who may plan a gate meeting', () =>
  refusesOutsiders({
    mutation: 'planGateMeeting',
    input: { meetAt: '2026-06-10T08:00:00Z' },
    begin: (reconnect) => startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' }, { consent: true })
  }))
