import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may record what the police or a court decided', () =>
  refusesOutsiders({ mutation: 'recordJusticeOutcome', input: { decidedBy: 'POLICE', code: '22' } }))
