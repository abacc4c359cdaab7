import { refuses } from '@throughcare/test/support/people'

describe('who may say that places may be known', () =>
  refuses({
    mutation: 'endSensitiveFlag',
    input: ({ id }) => ({ identityRecordId: id, reason: 'Asked; fears nobody at all.' }),
    table: 'sensitive_flag',
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
