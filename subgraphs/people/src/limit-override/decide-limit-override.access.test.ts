import { refuses } from '@throughcare/test/support/people'
import { persona, stranger } from '@throughcare/test/support/personas'

const kim = persona('ld-practitioner', { subject: 'kim' })

describe('who may decide whether somebody is let past a limit', () =>
  refuses({
    mutation: 'decideLimitOverride',
    input: async ({ id, people }) => {
      const limit = { identityRecordId: id, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.' }
      await people.call(persona('ld-manager'), 'limitAccess', limit)
      const asked = { identityRecordId: id, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
      const { result } = await people.call(kim, 'requestLimitOverride', asked)
      return { limitOverrideId: result.id, outcome: 'GRANTED', finding: 'Nobody else is on duty.', expectedVersion: 1 }
    },
    table: 'limit_override',
    notFoundFor: [['a privacy officer of another organisation', stranger('privacy-officer')]],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'ld-practitioner', 'ld-manager', 'reconnect-manager']
  }))
