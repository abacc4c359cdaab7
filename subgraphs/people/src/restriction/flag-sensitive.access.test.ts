import { refuses } from '@throughcare/test/support/people'

describe('who may say that places must not be known', () =>
  refuses({
    mutation: 'flagSensitive',
    input: ({ id }) => ({ identityRecordId: id, reason: 'Asked; fears a former partner.' }),
    table: 'sensitive_flag',
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
