import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may record a contact', () => refusesOutsiders({ mutation: 'recordReconnectContact', input: { mechanism: 'TELEPHONE', attendance: 'ON_TIME' } }))
