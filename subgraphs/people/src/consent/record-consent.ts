import { randomUUID } from 'node:crypto'
import { withRole } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import type { Database } from '@throughcare/kit/db'
import { publishAccess } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { findRecord } from '../identity-record/identity-record.store.ts'
import { findConsent, insertConsents, type ConsentRow, type NewConsent } from './consent.store.ts'

export type ConsentInput = {
  identityRecordId: string
  purpose: NewConsent['purpose']
  decision: NewConsent['decision']
  decidedAt?: Date | null
  until?: string | null
}

/** Writes down what a person decided about sharing, and publishes what follows from it for who may read what. */
export async function recordConsent(context: Context, input: ConsentInput & { idempotencyKey: string }): Promise<ConsentRow> {
  may(context, 'consent:write')
  return change(context, { action: 'people.record-consent', input, find: findConsent }, async (tx) => {
    const subject = await findRecord(tx, input.identityRecordId)
    // Consent is taken by the team whose record it is; that the sister team may read the record does not let it speak for the person there.
    if (subject?.service !== context.principal.service) notFound()
    const row = toConsent(randomUUID(), input, context)
    await insertConsents(tx, [row])
    await withRole(tx, 'system-linker', async () => {
      await publishAccess(tx, context, await personsOf(tx, [row]))
    })
    await record(tx, context, consentEvent(row))
    return (await findConsent(tx, row.id)) ?? notFound()
  })
}

/** The decision as it is written down; refuses one from the future. */
export function toConsent(id: string, input: ConsentInput, { principal, clock }: Pick<Context, 'principal' | 'clock'>): NewConsent & { id: string } {
  const decidedAt = input.decidedAt ?? clock.now()
  if (decidedAt > clock.now()) refuse('BAD_USER_INPUT', 'The decision lies in the future. Give the time at which the person decided.', { field: 'decidedAt' })
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
    until: input.until ?? null
  }
}

/** The persons about whose records these decisions are; with the linker's view. */
export async function personsOf(tx: Database, consents: readonly NewConsent[]): Promise<Iterable<string>> {
  return (
    await findPersonsOf(
      tx,
      consents.map((row) => row.recordId)
    )
  ).values()
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

function notFound(): never {
  return refuse('NOT_FOUND', 'The record does not exist, or is not one of your own service.')
}
