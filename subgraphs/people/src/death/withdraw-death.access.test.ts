import { refuses } from '@throughcare/test/support/people'
import { practitioner } from '@throughcare/test/support/personas'

describe('who may say that a death was recorded in error', () =>
  refuses({
    mutation: 'withdrawDeath',
    input: async ({ id, people }) => {
      await people.call(
        practitioner,
        'recordDeath',
        { identityRecordId: id, diedOn: '2026-01-02', source: 'CORONER', reason: 'The coroner wrote to us.' },
        'id'
      )
      return { identityRecordId: id, reason: 'It was somebody else.' }
    },
    table: 'death',
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner', 'privacy-officer']
  }))
