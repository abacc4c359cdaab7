import { refuses } from '@throughcare/test/support/people'
import { practitioner, stranger } from '@throughcare/test/support/personas'

describe('who may review broken glass', () =>
  refuses({
    mutation: 'reviewBreakGlass',
    input: async ({ id, people }) => {
      const { result } = await people.call(practitioner, 'breakGlass', {
        identityRecordId: id,
        reasonCode: 'RISK_TO_LIFE',
        explanation: 'Found unconscious, and alone.'
      })
      return { breakGlassId: result.id, expectedVersion: 1, outcome: 'JUSTIFIED' }
    },
    table: 'break_glass',
    notFoundFor: [['a privacy officer of another organisation', stranger('privacy-officer')]],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'ld-practitioner', 'ld-manager']
  }))
