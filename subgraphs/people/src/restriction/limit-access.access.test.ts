import { refuses } from '@throughcare/test/support/people'
import { persona, stranger } from '@throughcare/test/support/personas'

describe('who may limit access', () =>
  refuses({
    mutation: 'limitAccess',
    input: ({ id }) => ({ identityRecordId: id, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.' }),
    table: 'access_limit',
    notFoundFor: [
      ['a manager in another organisation', stranger('ld-manager')],
      ['the manager of the sister service', persona('reconnect-manager')],
      ['a privacy officer of another organisation', stranger('privacy-officer')]
    ],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'ld-practitioner', 'reconnect-navigator']
  }))
