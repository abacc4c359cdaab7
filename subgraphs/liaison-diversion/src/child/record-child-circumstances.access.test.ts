import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe("who may record a child's circumstances", () =>
  refusesOutsiders({
    mutation: 'recordChildCircumstances',
    input: { isLookedAfter: 'YES', childProtectionPlan: 'NEVER', isYouthCourtCase: 'NO' },
    begin: (room) => room.start({}, { consent: true, birthDate: '2012-05-05' })
  }))
