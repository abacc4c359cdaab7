import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import { withRole, type Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccess } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findRecord, findRecordsForChange, touchRecord, type IdentityRecordRow } from '../person/person.store.ts'
import { endLinks, findClusters, insertLinks } from './link.store.ts'

export type UnlinkRecordInput = { identityRecordId: string; reason: string; expectedVersion: number; idempotencyKey: string }

/** Undoes a record's link: it becomes a person of its own. Every room's view follows, because rooms hold records, not persons. */
export async function unlinkRecord(context: Context, input: UnlinkRecordInput): Promise<IdentityRecordRow> {
  may(context, 'person:link')
  if (input.reason.trim().length < 5) refuse('BAD_USER_INPUT', 'Say in a few words why this record is someone else.', { field: 'reason' })
  return change(context, { action: 'people.unlink-record', input, find: findRecord }, async (tx) => {
    const [subject] = await findRecordsForChange(tx, [input.identityRecordId])
    if (!subject) refuse('NOT_FOUND', 'The record does not exist, or is not one you may read.')
    mustBeAt(subject, input.expectedVersion)
    await withRole(tx, 'system-linker', () => leavePerson(tx, context, subject.id))
    await touchRecord(tx, subject.id)
    return (await findRecord(tx, subject.id)) ?? refuse('NOT_FOUND', 'The record cannot be read.')
  })
}

async function leavePerson(tx: Database, context: Context, recordId: string): Promise<void> {
  const [person] = await findClusters(tx, [recordId])
  if (!person || person.records.length === 1) refuse('CONFLICT', 'This record is not linked to any other.')
  const at = context.clock.now()
  const by = context.principal.subject
  const newPersonId = randomUUID()
  await endLinks(tx, [recordId], { at, by })
  await insertLinks(tx, [
    {
      recordId,
      personId: newPersonId,
      evidence: 'HUMAN',
      linkedAt: at,
      linkedBy: by,
      organisation: context.principal.organisation,
      retentionClass: 'adult-mental-health'
    }
  ])
  await record(tx, context, {
    type: 'people.record-unlinked',
    subjectId: recordId,
    subjectVersion: 1,
    recordId,
    payload: { recordId, personId: person.personId }
  })
  await publishAccess(tx, context, [person.personId, newPersonId])
}
