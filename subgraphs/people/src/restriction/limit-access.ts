import { randomUUID } from 'node:crypto'
import { withRole, type Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOwnRecord } from '../access/get-own-record.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findRecord, type IdentityRecordRow } from '../identity-record/identity-record.store.ts'
import { whyNotLimit } from './restriction.rules.ts'
import { findLimit, insertLimit, type LimitRow } from './restriction.store.ts'

export type LimitAccessInput = {
  identityRecordId: string
  kind: LimitRow['kind']
  subjects: readonly string[]
  reason: string
  from?: Date | null
  until?: Date | null
  idempotencyKey: string
}

/** Bars named members of staff from a person, or everyone but those named. It holds for all records of the person, in every room. */
export async function limitAccess(context: Context, input: LimitAccessInput): Promise<LimitRow> {
  may(context, 'access:limit')
  return change(context, { action: 'people.limit-access', input, find: findLimit }, async (tx) => {
    const { id: recordId, organisation, service } = await getRecordToOversee(tx, context, input.identityRecordId)
    const subjects = [...new Set(input.subjects.map((subject) => subject.trim()))]
    mustPermit(whyNotLimit({ subjects, reason: input.reason, from: input.from ?? null, until: input.until ?? null }, context.clock.now()))
    const row = await insertLimit(tx, {
      ...{ id: randomUUID(), recordId, organisation, service, kind: input.kind, subjects },
      reason: input.reason.trim(),
      from: input.from ?? null,
      until: input.until ?? null,
      recordedBy: context.principal.subject,
      retentionClass: 'adult-mental-health'
    })
    await record(tx, context, limitEvent(row))
    await publishAccessOf(tx, context, [recordId])
    return row
  })
}

/** A manager speaks for the records of their own team, a privacy officer for those of their organisation, without reading them. */
async function getRecordToOversee(tx: Database, context: Context, recordId: string): Promise<IdentityRecordRow> {
  if (context.principal.role !== 'privacy-officer') return getOwnRecord(tx, context, recordId)
  const row = await withRole(tx, 'system-linker', () => findRecord(tx, recordId))
  return row?.organisation === context.principal.organisation ? row : refuse('NOT_FOUND', 'The record does not exist, or is not one of your own organisation.')
}

export function limitEvent({ id, recordId, kind, version }: LimitRow) {
  return {
    type: 'people.access-limited' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    payload: { limitId: id, recordId, kind, isEnded: version > 1 }
  }
}
