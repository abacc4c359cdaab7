import { londonDate } from '@throughcare/kit/clock'
import { withRole } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { indexServices } from '../search/search-index.store.ts'
import { findService, findServicesForChange, writeServices, type ServiceRow } from '../service/service.store.ts'
import { whyNotConfirm } from './confirmation.rules.ts'
import { findLinkForUse, useConfirmationLink } from './confirmation-link.store.ts'
import { digestOf } from './make-confirmation-link.ts'

/**
 * A provider says by the link they were sent that the entry is right. Whoever is signed in and holds the link may: it stands for the editor who made it. What
 * staff have reported stands until an editor has looked.
 */
export async function confirmService(context: Context, input: { secret: string; idempotencyKey: string }): Promise<ServiceRow> {
  may(context, 'signed-in')
  const now = context.clock.now()
  return change(context, { action: 'directory.confirm-service', input, find: findService }, async (tx) => {
    const confirmed = await withRole(tx, 'directory-editor', async () => {
      const link =
        (await findLinkForUse(tx, digestOf(input.secret))) ?? refuse('NOT_FOUND', 'There is no such link. Copy it whole from the message you were sent.')
      const [standing] = await findServicesForChange(tx, [link.serviceId])
      if (!standing) return refuse('NOT_FOUND', 'There is no such link.')
      mustPermit(whyNotConfirm(link, standing, now))
      const row = { ...standing, assuredDate: londonDate(now), version: standing.version + 1, recordedAt: now, recordedBy: `confirmation-link:${link.id}` }
      await writeServices(tx, [row])
      await indexServices(tx, [row.id])
      await useConfirmationLink(tx, link.id, now)
      return row
    })
    await record(tx, context, {
      type: 'directory.service-assured',
      subjectId: confirmed.id,
      subjectVersion: confirmed.version,
      recordId: null,
      payload: { serviceId: confirmed.id, assuredDate: londonDate(now) }
    })
    return confirmed
  })
}
