import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOwnRecord } from '../access/get-own-record.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotOverride } from './consent.rules.ts'
import { findOverride, insertOverride, type NewOverride, type OverrideRow } from './consent.store.ts'

export type OverrideInput = Pick<NewOverride, 'purpose' | 'recipient' | 'ground' | 'condition' | 'reason' | 'until'> & { identityRecordId: string }

/** Writes down that something is shared although the person did not agree: why, on what condition of the law, with whom and until when. */
export async function recordOverride(context: Context, input: OverrideInput & { idempotencyKey: string }): Promise<OverrideRow> {
  may(context, 'consent:write')
  const { identityRecordId, purpose, ground, condition, until } = input
  const recipient = input.recipient.trim()
  return change(context, { action: 'people.record-override', input, find: findOverride }, async (tx) => {
    const { organisation, service } = await getOwnRecord(tx, context, identityRecordId)
    mustPermit(whyNotOverride(input, context.clock.now()))
    if (!recipient) refuse('BAD_USER_INPUT', 'Say who is told.', { field: 'recipient' })
    const id = randomUUID()
    await insertOverride(tx, {
      ...{ id, organisation, service, recordId: identityRecordId, purpose, recipient, ground, condition, until },
      reason: input.reason.trim(),
      recordedBy: context.principal.subject,
      retentionClass: 'adult-mental-health'
    })
    await publishAccessOf(tx, context, [identityRecordId])
    await record(tx, context, overrideEvent({ id, recordId: identityRecordId, purpose, ground, version: 1 }))
    return (await findOverride(tx, id)) ?? refuse('NOT_FOUND', 'What was written down cannot be read.')
  })
}

export function overrideEvent({ id, recordId, purpose, ground, version }: Pick<OverrideRow, 'id' | 'recordId' | 'purpose' | 'ground' | 'version'>) {
  return {
    type: 'people.override-recorded' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    payload: { overrideId: id, recordId, purpose, ground, isEnded: version > 1 }
  }
}
