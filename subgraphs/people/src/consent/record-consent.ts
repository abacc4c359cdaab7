import { randomUUID } from 'node:crypto'
import { withRole } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import type { Database } from '@throughcare/kit/db'
import { publishAccess } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { findRecords } from '../person/person.store.ts'
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
    const [row] = await recordConsents(tx, context, [input])
    return row ?? refuse('NOT_FOUND', 'The record does not exist, or is not one you may read.')
  })
}

/** The same for many at once, as importers use it. */
export async function recordConsents(tx: Database, context: Context, inputs: readonly ConsentInput[]): Promise<ConsentRow[]> {
  const { principal, clock } = context
  const recordIds = inputs.map((input) => input.identityRecordId)
  const records = new Map((await findRecords(tx, recordIds)).map((row) => [row.id, row]))
  const rows = inputs.map((input): NewConsent => {
    const subject = records.get(input.identityRecordId)
    // Consent is taken by the team whose record it is; that the sister team may read the record does not let it speak for the person there.
    if (!subject || subject.service !== principal.service) return refuse('NOT_FOUND', 'The record does not exist, or is not one of your own service.')
    const decidedAt = input.decidedAt ?? clock.now()
    if (decidedAt > clock.now()) refuse('BAD_USER_INPUT', 'The decision lies in the future. Give the time at which the person decided.', { field: 'decidedAt' })
    return {
      id: randomUUID(),
      recordId: subject.id,
      organisation: principal.organisation,
      service: principal.service ?? refuse('FORBIDDEN', 'Only staff of a service write down consent.'),
      recordedBy: principal.subject,
      retentionClass: 'adult-mental-health',
      purpose: input.purpose,
      decision: input.decision,
      decidedAt,
      until: input.until ?? null
    }
  })
  const written = await insertConsents(tx, rows)
  await withRole(tx, 'system-linker', async () => {
    await publishAccess(tx, context, (await findPersonsOf(tx, recordIds)).values())
  })
  await record(
    tx,
    context,
    ...written.map(({ id, recordId, purpose, decision, decidedAt }) => ({
      type: 'people.consent-recorded' as const,
      subjectId: id,
      subjectVersion: 1,
      recordId,
      occurredAt: decidedAt,
      payload: { recordId, purpose, decision }
    }))
  )
  return written
}
