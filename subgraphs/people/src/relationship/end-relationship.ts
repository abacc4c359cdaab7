import { mustBeAt } from '@throughcare/kit/change'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { endStandingRelationship, findRelationship, type RelationshipRow } from './relationship.store.ts'

export type EndRelationshipInput = { relationshipId: string; expectedVersion: number; idempotencyKey: string }

/** Ends a claim before its time: by whoever made it, or by a privacy officer who answers for it. Assignments end where they were made. */
export async function endRelationship(context: Context, input: EndRelationshipInput): Promise<RelationshipRow> {
  may(context, 'access:end-claim')
  return change(context, { action: 'people.end-relationship', input, find: findRelationship }, async (tx) => {
    const standing = await findRelationship(tx, input.relationshipId)
    if (standing?.kind !== 'SELF_CLAIMED') return refuse('NOT_FOUND', 'There is no such claim, or none that you may end.')
    mustBeAt(standing, input.expectedVersion)
    if (standing.endedAt) refuse('CONFLICT', 'This claim has ended already.')
    await endStandingRelationship(tx, standing, { endedAt: context.clock.now(), endedBy: context.principal.subject })
    await record(tx, context, {
      type: 'people.relationship-ended',
      ...{ subjectId: standing.id, subjectVersion: standing.version + 1, recordId: standing.recordId },
      payload: { relationshipId: standing.id, recordId: standing.recordId }
    })
    await publishAccessOf(tx, context, [standing.recordId])
    return (await findRelationship(tx, standing.id)) ?? refuse('NOT_FOUND', 'The claim cannot be read.')
  })
}
