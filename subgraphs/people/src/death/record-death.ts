import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOwnRecord } from '../access/get-own-record.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotDeath, type DeathSource } from './death.rules.ts'
import { findDeath, insertDeath, type DeathRow } from './death.store.ts'

export type RecordDeathInput = { identityRecordId: string; diedOn: string; source: DeathSource; reason: string; idempotencyKey: string }

/** Writes down that a person died. Every clock stops, in every room; the records stay. A later line corrects an earlier one. */
export async function recordDeath(context: Context, input: RecordDeathInput): Promise<DeathRow> {
  may(context, 'person:write')
  const { identityRecordId, diedOn, source, reason } = input
  return change(context, { action: 'people.record-death', input, find: findDeath }, async (tx) => {
    const { organisation, service, birthDate } = await getOwnRecord(tx, context, identityRecordId)
    mustPermit(whyNotDeath({ diedOn, birthDate, reason }, londonDate(context.clock.now())))
    return writeDeath(tx, context, { recordId: identityRecordId, organisation, service, diedOn, source, reason })
  })
}

/** Writes a line on a death down and tells every room what holds now. */
export async function writeDeath(
  tx: Context['db'],
  context: Context,
  { reason, ...line }: Pick<DeathRow, 'recordId' | 'organisation' | 'service' | 'diedOn' | 'source' | 'reason'>
): Promise<DeathRow> {
  const written = { ...line, reason: reason.trim(), recordedAt: context.clock.now(), recordedBy: context.principal.subject }
  const row = await insertDeath(tx, { ...written, retentionClass: 'adult-mental-health' })
  await publishAccessOf(tx, context, [row.recordId])
  return row
}
