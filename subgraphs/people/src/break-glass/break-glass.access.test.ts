import { refuses } from '@throughcare/test/support/people'
import { stranger } from '@throughcare/test/support/personas'

describe('who may break the glass', () =>
  refuses({
    mutation: 'breakGlass',
    input: ({ id }) => ({ identityRecordId: id, reasonCode: 'RISK_TO_LIFE', explanation: 'Found unconscious, and alone.' }),
    table: 'break_glass',
    notFoundFor: [['whoever may not know of the record', stranger('ld-practitioner')]],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
