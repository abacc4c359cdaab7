import { refuses } from '@throughcare/test/support/people'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

describe('who may end a claim', () =>
  refuses({
    mutation: 'endRelationship',
    input: async ({ id, people }) => {
      const { result } = await people.call(practitioner, 'claimRelationship', { identityRecordId: id, reason: 'On duty where they are held.' })
      return { relationshipId: result.id, expectedVersion: 1 }
    },
    table: 'relationship',
    notFoundFor: [
      ['a colleague of who made it', persona('ld-practitioner', { subject: 'colleague' })],
      ['the sister service', navigator],
      ['a privacy officer of another organisation', stranger('privacy-officer')]
    ],
    forbiddenFor: ['ld-peer-support-worker', 'court-recipient', 'service-provider', 'commissioner']
  }))
