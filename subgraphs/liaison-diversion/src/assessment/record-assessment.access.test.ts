import { refusesOutsiders, startScreened } from '@throughcare/test/support/liaison-diversion'

describe('who may record an assessment', () =>
  refusesOutsiders({
    mutation: 'recordAssessment',
    input: { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' },
    begin: (room) => startScreened(room, { consent: true })
  }))
