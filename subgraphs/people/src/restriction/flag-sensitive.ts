import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOwnRecord } from '../access/get-own-record.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotFlag } from './restriction.rules.ts'
import { findFlag, insertFlags, type FlagRow } from './restriction.store.ts'

export type FlagSensitiveInput = { identityRecordId: string; reason: string; idempotencyKey: string }

/** Keeps a person's places from every other team, whichever of their records the places stand on. */
export async function flagSensitive(context: Context, input: FlagSensitiveInput): Promise<FlagRow> {
  may(context, 'person:write')
  return change(context, { action: 'people.flag-sensitive', input, find: findFlag }, (tx) => writeFlag(tx, context, { ...input, state: 'SENSITIVE' }))
}

/** Writes a word on a record's places down and publishes what follows from it. */
export async function writeFlag(
  tx: Context['db'],
  context: Context,
  { identityRecordId, reason, state }: { identityRecordId: string; reason: string; state: FlagRow['state'] }
): Promise<FlagRow> {
  const { id: recordId, organisation, service } = await getOwnRecord(tx, context, identityRecordId)
  mustPermit(whyNotFlag(reason))
  const [row] = await insertFlags(tx, [
    {
      ...{ recordId, organisation, service, state },
      reason: reason.trim(),
      recordedAt: context.clock.now(),
      recordedBy: context.principal.subject,
      retentionClass: 'adult-mental-health'
    }
  ])
  if (!row) return refuse('NOT_FOUND', 'What was written down cannot be read.')
  await record(tx, context, flagEvent(row))
  await publishAccessOf(tx, context, [recordId])
  return row
}

export function flagEvent({ id, recordId, state }: FlagRow) {
  return { type: 'people.sensitive-flag-set' as const, subjectId: id, subjectVersion: 1, recordId, payload: { flagId: id, recordId, state } }
}
