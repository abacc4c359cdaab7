import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { getService } from '../service/get-service.ts'
import { daysToConfirm } from './confirmation.rules.ts'
import { findConfirmationLink, insertConfirmationLink, type ConfirmationLinkRow } from './confirmation-link.store.ts'
import { whyNotReport } from './freshness.rules.ts'

export type ConfirmationLinkInput = { serviceId: string; expectedVersion: number; idempotencyKey: string }

/** What is kept of a link's secret: enough to know it again, nothing to make it from. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Makes a link by which a provider confirms an entry as it stands, once. Its secret is told only now. */
export async function makeConfirmationLink(
  context: Context,
  input: ConfirmationLinkInput
): Promise<ConfirmationLinkRow & { secret: string | null; path: string | null }> {
  may(context, 'directory:write')
  const { principal, clock } = context
  const secret = randomBytes(32).toString('base64url')
  const made = await change(context, { action: 'directory.make-confirmation-link', input, find: findConfirmationLink }, async (tx) => {
    const service = await getService(tx, input.serviceId)
    mustBeAt(service, input.expectedVersion)
    mustPermit(whyNotReport(service))
    const now = clock.now()
    const link: ConfirmationLinkRow = {
      ...{ id: randomUUID(), serviceId: service.id, serviceVersion: service.version, secretDigest: digestOf(secret), madeAt: now },
      ...{ madeBy: principal.subject, expiresAt: new Date(now.getTime() + daysToConfirm * 86_400_000), usedAt: null, retentionClass: 'operational' }
    }
    await insertConfirmationLink(tx, link)
    await record(tx, context, {
      type: 'directory.confirmation-link-made',
      subjectId: service.id,
      subjectVersion: service.version,
      recordId: null,
      payload: { serviceId: service.id, linkId: link.id }
    })
    return link
  })
  const isNew = made.secretDigest === digestOf(secret)
  return { ...made, secret: isNew ? secret : null, path: isNew ? `/confirm/${secret}` : null }
}
