import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record a contact', () =>
  refusesOutsiders({ mutation: 'recordContact', input: { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' } }))
