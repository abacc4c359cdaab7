import { refuses } from '@throughcare/test/support/people'

describe('who may ask to be let past a limit', () =>
  refuses({
    mutation: 'requestLimitOverride',
    input: ({ id }) => ({ identityRecordId: id, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }),
    table: 'limit_override',
    notFoundFor: [],
    forbiddenFor: ['ld-peer-support-worker', 'reconnect-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
