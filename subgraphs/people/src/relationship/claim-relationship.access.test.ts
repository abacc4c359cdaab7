import { refuses } from '@throughcare/test/support/people'
import { stranger } from '@throughcare/test/support/personas'

describe('who may claim a relationship', () =>
  refuses({
    mutation: 'claimRelationship',
    input: ({ id }) => ({ identityRecordId: id, reason: 'On duty where they are held.' }),
    table: 'relationship',
    notFoundFor: [['whoever may not know of the record', stranger('ld-practitioner')]],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
