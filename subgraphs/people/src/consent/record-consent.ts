import { randomUUID } from 'node:crypto'
import { ageOn, londonDate } from '@throughcare/kit/clock'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccessOf } from '../access/publish-access.ts'
import { getOwnRecord } from '../access/get-own-record.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { presumedCapacity, whyNotInCapacity } from './capacity.rules.ts'
import type { ConsentCapacity } from './consent.rules.ts'
import { findConsent, insertConsents, type ConsentRow, type NewConsent } from './consent.store.ts'

export type ConsentInput = {
  identityRecordId: string
  purpose: NewConsent['purpose']
  decision: NewConsent['decision']
  decidedAt?: Date | null
  until?: string | null
  takenBy?: string | null
  capacity?: ConsentCapacity | null
}

/** Writes down what a person decided about sharing, and publishes what follows from it for who may read what. */
export async function recordConsent(context: Context, input: ConsentInput & { idempotencyKey: string }): Promise<ConsentRow> {
  may(context, 'consent:write')
  return change(context, { action: 'people.record-consent', input, find: findConsent }, async (tx) => {
    const { birthDate } = await getOwnRecord(tx, context, input.identityRecordId)
    const row = toConsent(randomUUID(), { ...input, birthDate }, context)
    await insertConsents(tx, [row])
    await publishAccessOf(tx, context, [row.recordId])
    await record(tx, context, consentEvent(row))
    return (await findConsent(tx, row.id)) ?? refuse('NOT_FOUND', 'The decision cannot be read.')
  })
}

/** The decision as it is written down; refuses one from the future, and one in a capacity that the person's age does not allow. */
export function toConsent(
  id: string,
  input: ConsentInput & { birthDate: string },
  { principal, clock }: Pick<Context, 'principal' | 'clock'>
): NewConsent & { id: string } {
  const decidedAt = input.decidedAt ?? clock.now()
  if (decidedAt > clock.now()) refuse('BAD_USER_INPUT', 'The decision lies in the future. Give the time at which the person decided.', { field: 'decidedAt' })
  if (input.until && input.decision !== 'GIVEN') refuse('BAD_USER_INPUT', 'Only a consent that was given has a last day.', { field: 'until' })
  if (input.until && input.until < londonDate(decidedAt)) refuse('BAD_USER_INPUT', 'The last day lies before the decision. Check both.', { field: 'until' })
  const age = ageOn(input.birthDate, londonDate(decidedAt))
  const capacity = input.capacity ?? presumedCapacity(age)
  mustPermit(whyNotInCapacity(capacity, age))
  return {
    id,
    recordId: input.identityRecordId,
    organisation: principal.organisation,
    service: principal.service ?? refuse('FORBIDDEN', 'Only staff of a service write down consent.'),
    recordedBy: principal.subject,
    retentionClass: 'adult-mental-health',
    purpose: input.purpose,
    decision: input.decision,
    decidedAt,
    until: input.until ?? null,
    takenBy: input.takenBy?.trim() || principal.subject,
    capacity: capacity ?? 'HAD_CAPACITY'
  }
}

export function consentEvent({ id, recordId, purpose, decision, decidedAt }: NewConsent & { id: string }) {
  return {
    type: 'people.consent-recorded' as const,
    subjectId: id,
    subjectVersion: 1,
    recordId,
    occurredAt: decidedAt,
    payload: { recordId, purpose, decision }
  }
}
