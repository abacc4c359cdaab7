import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may put a person on a pathway of its own', () => refusesOutsiders({ mutation: 'flagCohort', input: { cohort: 'VETERAN' } }))
