import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOverseers } from '../access/get-overseers.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { untilOfClaim, whyNotClaim } from './relationship.rules.ts'
import { findRelationship, insertRelationship, type RelationshipRow } from './relationship.store.ts'

export type ClaimRelationshipInput = { identityRecordId: string; reason: string; idempotencyKey: string }

/** Opens to a member of staff, on their own word and for a time, what their service holds of a person elsewhere; and alerts the privacy officers. */
export async function claimRelationship(context: Context, input: ClaimRelationshipInput): Promise<RelationshipRow> {
  may(context, 'access:claim')
  const { subject, organisation, service } = context.principal
  return change(context, { action: 'people.claim-relationship', input, find: findRelationship }, async (tx) => {
    const overseers = await getOverseers(tx, { recordId: input.identityRecordId, employer: organisation })
    mustPermit(whyNotClaim(input.reason))
    const now = context.clock.now()
    const row = {
      ...{ id: randomUUID(), recordId: input.identityRecordId, organisation, subject, overseers },
      service: service ?? refuse('FORBIDDEN', 'Only staff of a service claim a relationship.'),
      kind: 'SELF_CLAIMED' as const,
      reason: input.reason.trim(),
      until: untilOfClaim(now),
      recordedAt: now,
      recordedBy: subject,
      retentionClass: 'audit'
    }
    await insertRelationship(tx, row)
    await record(tx, context, {
      type: 'people.relationship-claimed',
      ...{ subjectId: row.id, subjectVersion: 1, recordId: row.recordId },
      payload: { relationshipId: row.id, recordId: row.recordId, until: row.until.toISOString() }
    })
    await publishAccessOf(tx, context, [row.recordId])
    return (await findRelationship(tx, row.id)) ?? refuse('NOT_FOUND', 'The claim cannot be read.')
  })
}
