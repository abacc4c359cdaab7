import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { mayKnow } from '../access/may-know.ts'
import type { BreakGlassReason } from '../break-glass/break-glass.rules.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findLimitsThatShutOut } from '../restriction/find-limits-that-shut-out.ts'
import { whyNotAsk } from './limit-override.rules.ts'
import { findLimitOverride, insertLimitOverride, type LimitOverrideRow } from './limit-override.store.ts'

export type RequestLimitOverrideInput = { identityRecordId: string; reasonCode: BreakGlassReason; explanation: string; idempotencyKey: string }

/**
 * Asks to be let past the limits on one person. It opens nothing. Whoever is shut out may not know whether there is such a person, so they
 * are answered alike whether there is such a record, and whether it is a limit that shuts them out.
 */
export async function requestLimitOverride(context: Context, input: RequestLimitOverrideInput): Promise<LimitOverrideRow> {
  may(context, 'access:claim')
  const { subject, organisation, service } = context.principal
  return change(context, { action: 'people.request-limit-override', input, find: findLimitOverride }, async (tx) => {
    const { identityRecordId: recordId, reasonCode } = input
    if (await mayKnow(tx, recordId)) return refuse('CONFLICT', 'Nothing shuts you out of this record. Read it, claim a relationship, or break the glass.')
    mustPermit(whyNotAsk(input.explanation))
    const now = context.clock.now()
    const limits = await findLimitsThatShutOut(tx, { recordId, subject, now })
    const row = {
      ...{ id: randomUUID(), recordId, organisation, reasonCode },
      service: service ?? refuse('FORBIDDEN', 'Only staff of a service ask to be let past a limit.'),
      explanation: input.explanation.trim(),
      overseers: [...new Set([organisation, ...limits.map((limit) => limit.organisation)])].map((overseer) => `organisation:${overseer}`),
      recordedAt: now,
      recordedBy: subject,
      retentionClass: 'audit'
    }
    await insertLimitOverride(tx, row)
    await record(tx, context, {
      type: 'people.limit-override-requested',
      ...{ subjectId: row.id, subjectVersion: 1, recordId },
      payload: { limitOverrideId: row.id, recordId, reasonCode }
    })
    return (await findLimitOverride(tx, row.id)) ?? refuse('NOT_FOUND', 'What was asked cannot be read.')
  })
}
