import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may record a release', () =>
  refusesOutsiders({ mutation: 'recordRelease', input: { releasedOn: '2026-06-01' }, begin: (reconnect) => reconnect.start({}, { consent: true }) }))
