import { mustBeAt } from '@throughcare/kit/change'
import { withRole, type Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccess } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findRecord, findRecordsForChange, touchRecord, type IdentityRecordRow } from '../person/person.store.ts'
import { mayNotBeOne } from './link.rules.ts'
import { endLinks, findClusters, insertLinks } from './link.store.ts'

export type LinkRecordsInput = { identityRecordId: string; toIdentityRecordId: string; reason: string; expectedVersion: number; idempotencyKey: string }

/** Links a record to the person of another, by a human's decision and with a reason. Refuses two different verified NHS numbers. */
export async function linkRecords(context: Context, input: LinkRecordsInput): Promise<IdentityRecordRow> {
  may(context, 'person:link')
  if (input.reason.trim().length < 5) refuse('BAD_USER_INPUT', 'Say in a few words why these are one person.', { field: 'reason' })
  return change(context, { action: 'people.link-records', input, find: findRecord }, async (tx) => {
    const [subject] = await findRecordsForChange(tx, [input.identityRecordId])
    const target = await findRecord(tx, input.toIdentityRecordId)
    if (!subject || !target) refuse('NOT_FOUND', 'One of the two records does not exist, or is not one you may read.')
    mustBeAt(subject, input.expectedVersion)
    await withRole(tx, 'system-linker', () => joinPerson(tx, context, { recordId: subject.id, targetId: target.id }))
    await touchRecord(tx, subject.id)
    return (await findRecord(tx, subject.id)) ?? refuse('NOT_FOUND', 'The record cannot be read.')
  })
}

async function joinPerson(tx: Database, context: Context, { recordId, targetId }: { recordId: string; targetId: string }): Promise<void> {
  const clusters = await findClusters(tx, [recordId, targetId])
  const from = clusters.find((person) => person.records.some((item) => item.recordId === recordId))
  const to = clusters.find((person) => person.records.some((item) => item.recordId === targetId))
  if (!from || !to) return
  if (from === to) refuse('CONFLICT', 'These two records are already linked to one person.')
  const moved = from.records.filter((item) => item.recordId === recordId)
  if (mayNotBeOne(moved, to.records))
    refuse('CONFLICT', 'These records hold two different verified NHS numbers, so they are two people. If one number is wrong, correct it first.')

  const at = context.clock.now()
  const by = context.principal.subject
  await endLinks(tx, [recordId], { at, by })
  await insertLinks(tx, [
    {
      recordId,
      personId: to.personId,
      evidence: 'HUMAN',
      linkedAt: at,
      linkedBy: by,
      organisation: context.principal.organisation,
      retentionClass: 'adult-mental-health'
    }
  ])
  await record(tx, context, {
    type: 'people.record-linked',
    subjectId: recordId,
    subjectVersion: 1,
    recordId,
    payload: { recordId, personId: to.personId, evidence: 'HUMAN' }
  })
  await publishAccess(tx, context, [from.personId, to.personId])
}
