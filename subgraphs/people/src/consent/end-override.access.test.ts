import { override } from '@throughcare/test/support/overrides'
import { refuses } from '@throughcare/test/support/people'
import { practitioner } from '@throughcare/test/support/personas'

describe('who may end sharing without consent', () =>
  refuses({
    mutation: 'endOverride',
    input: async ({ id, people }) => {
      const { result } = await people.call(practitioner, 'recordOverride', override(id))
      return { overrideId: result.id, expectedVersion: 1 }
    },
    table: 'consent_override',
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
