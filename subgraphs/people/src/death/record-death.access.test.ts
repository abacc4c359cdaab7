import { refuses } from '@throughcare/test/support/people'

describe('who may write down that a person died', () =>
  refuses({
    mutation: 'recordDeath',
    input: ({ id }) => ({ identityRecordId: id, diedOn: '2026-01-02', source: 'CORONER', reason: 'The coroner wrote to us.' }),
    table: 'death',
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
