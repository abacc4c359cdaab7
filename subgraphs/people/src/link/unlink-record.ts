import { withRole } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { findRecord, touchRecord, type IdentityRecordRow } from '../identity-record/identity-record.store.ts'
import { decide, getSubject, mustSayWhy } from './decide-link.ts'
import { findCompanions, lockLinking } from './link.store.ts'
import { linksSeen } from './seen-link.store.ts'

export type UnlinkRecordInput = { identityRecordId: string; reason: string; expectedVersion: number; idempotencyKey: string }

/**
 * Undoes a record's link by deciding that it is nobody it was linked to, and no import joins them again. It becomes a person of its own, or
 * another's where it is like them too.
 */
export async function unlinkRecord(context: Context, input: UnlinkRecordInput): Promise<IdentityRecordRow> {
  may(context, 'person:link')
  mustSayWhy(input.reason)
  return change(context, { action: 'people.unlink-record', input, find: findRecord }, async (tx) => {
    const subject = await getSubject(tx, input)
    await lockLinking(tx)
    const otherIds = (await findCompanions(tx, [subject.id], linksSeen)).map(({ recordId }) => recordId).filter((id) => id !== subject.id)
    if (otherIds.length === 0) refuse('CONFLICT', 'This record is not linked to any other.')
    await withRole(tx, 'system-linker', () => decide(tx, context, { subjectId: subject.id, otherIds, verdict: 'DIFFERENT', reason: input.reason }))
    await touchRecord(tx, subject.id)
    return (await findRecord(tx, subject.id)) ?? refuse('NOT_FOUND', 'The record cannot be read.')
  })
}
