import { refuses } from '@throughcare/test/support/people'
import { override } from '@throughcare/test/support/overrides'

describe('who may share without consent', () =>
  refuses({
    mutation: 'recordOverride',
    input: ({ id }) => override(id),
    table: 'consent_override',
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
