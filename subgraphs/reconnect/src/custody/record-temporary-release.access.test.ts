import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may record a temporary release', () => refusesOutsiders({ mutation: 'recordTemporaryRelease', input: { releasedOn: '2026-05-30' } }))
