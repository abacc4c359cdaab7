import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { getService } from '../service/get-service.ts'
import { endOfLink } from './confirmation.rules.ts'
import { findConfirmationLink, insertConfirmationLink, type ConfirmationLinkRow } from './confirmation-link.store.ts'
import { whyNotReport } from './freshness.rules.ts'
import { signLink } from './sign-link.ts'

export type ConfirmationLinkInput = { serviceId: string; expectedVersion: number; idempotencyKey: string }

/** Makes a link by which a provider confirms an entry as it stands, once. The same request made again is told the same link. */
export async function makeConfirmationLink(context: Context, input: ConfirmationLinkInput): Promise<ConfirmationLinkRow & { secret: string; path: string }> {
  may(context, 'directory:write')
  const { principal, clock, linkKey } = context
  const made = await change(context, { action: 'directory.make-confirmation-link', input, find: findConfirmationLink }, async (tx) => {
    const service = await getService(tx, input.serviceId)
    mustBeAt(service, input.expectedVersion)
    mustPermit(whyNotReport(service))
    const now = clock.now()
    const link: ConfirmationLinkRow = {
      ...{ id: randomUUID(), serviceId: service.id, serviceVersion: service.version, madeAt: now, madeBy: principal.subject },
      ...{ expiresAt: endOfLink(now), usedAt: null, retentionClass: 'operational' }
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
  const secret = await signLink(linkKey, made)
  return { ...made, secret, path: `/confirm/${secret}` }
}
