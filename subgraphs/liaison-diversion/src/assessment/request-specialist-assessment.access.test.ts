import { refusesOutsiders, startScreened } from '@throughcare/test/support/liaison-diversion'

describe('who may ask a specialist for an assessment', () =>
  refusesOutsiders({ mutation: 'requestSpecialistAssessment', input: { specialism: 'PSYCHIATRY' }, begin: (room) => startScreened(room, { consent: true }) }))
