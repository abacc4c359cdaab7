import { refuses } from '@throughcare/test/support/people'
import { persona, stranger } from '@throughcare/test/support/personas'

describe('who may end a limit', () =>
  refuses({
    mutation: 'endAccessLimit',
    input: async ({ id, people }) => {
      const limit = { identityRecordId: id, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.' }
      const { result } = await people.call(persona('ld-manager'), 'limitAccess', limit)
      return { accessLimitId: result.id, expectedVersion: 1 }
    },
    table: 'access_limit',
    notFoundFor: [
      ['a manager in another organisation', stranger('ld-manager')],
      ['the manager of the sister service', persona('reconnect-manager')],
      ['a privacy officer of another organisation', stranger('privacy-officer')]
    ],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'ld-practitioner', 'reconnect-navigator']
  }))
