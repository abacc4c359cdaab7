import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOverseers } from '../access/get-overseers.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { untilOfBreakGlass, whyNotBreakGlass, type BreakGlassReason } from './break-glass.rules.ts'
import { findBreakGlass, insertBreakGlass, type BreakGlassRow } from './break-glass.store.ts'

export type BreakGlassInput = { identityRecordId: string; reasonCode: BreakGlassReason; explanation: string; idempotencyKey: string }

/**
 * Opens all records of one person to one member of staff for an hour. The row it leaves is the place in the privacy officer's queue, and is
 * committed with what opens the records: nothing can be read by it that is not to be reviewed.
 */
export async function breakGlass(context: Context, input: BreakGlassInput): Promise<BreakGlassRow> {
  may(context, 'access:claim')
  const { subject, organisation, service } = context.principal
  return change(context, { action: 'people.break-glass', input, find: findBreakGlass }, async (tx) => {
    const overseers = await getOverseers(tx, { recordId: input.identityRecordId, employer: organisation })
    mustPermit(whyNotBreakGlass(input.explanation))
    const now = context.clock.now()
    const row = {
      ...{ id: randomUUID(), recordId: input.identityRecordId, organisation, overseers, reasonCode: input.reasonCode },
      service: service ?? refuse('FORBIDDEN', 'Only staff of a service break the glass.'),
      explanation: input.explanation.trim(),
      until: untilOfBreakGlass(now),
      recordedAt: now,
      recordedBy: subject,
      retentionClass: 'audit'
    }
    await insertBreakGlass(tx, row)
    await record(tx, context, {
      type: 'people.glass-broken',
      ...{ subjectId: row.id, subjectVersion: 1, recordId: row.recordId },
      payload: { breakGlassId: row.id, recordId: row.recordId, reasonCode: row.reasonCode, until: row.until.toISOString() }
    })
    await publishAccessOf(tx, context, [row.recordId])
    return (await findBreakGlass(tx, row.id)) ?? refuse('NOT_FOUND', 'What was opened cannot be read.')
  })
}
