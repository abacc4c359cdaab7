import { londonDate } from '@throughcare/kit/clock'
import { withRole } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { indexServices } from '../search/search-index.store.ts'
import { keepChanges } from '../service-change/keep-changes.ts'
import { findService, findServicesForChange, type ServiceRow } from '../service/service.store.ts'
import { writeServices } from '../service/write-services.ts'
import { alteredLink, unknownLink, whyNotConfirm } from './confirmation.rules.ts'
import { findLinkForUse, useConfirmationLink } from './confirmation-link.store.ts'
import { readLink } from './sign-link.ts'

export type ConfirmInput = { secret: string; idempotencyKey: string }

/** Confirms the entry of a link, and uses the link up. What staff have reported stands until an editor has looked. */
export async function followLink(context: Context, input: ConfirmInput): Promise<ServiceRow> {
  const now = context.clock.now()
  const signed = (await readLink(context.linkKey, input.secret)) ?? refuse('BAD_USER_INPUT', alteredLink)
  return change(context, { action: 'directory.confirm-service', input, find: findService }, async (tx) => {
    const { row, linkId } = await withRole(tx, 'directory-editor', async () => {
      const link = (await findLinkForUse(tx, signed)) ?? refuse('NOT_FOUND', unknownLink)
      const [standing] = await findServicesForChange(tx, [link.serviceId])
      if (!standing) return refuse('NOT_FOUND', unknownLink)
      mustPermit(whyNotConfirm({ ...link, ...signed }, standing, now))
      const confirmed = {
        ...standing,
        assuredDate: londonDate(now),
        version: standing.version + 1,
        recordedAt: now,
        recordedBy: `confirmation-link:${link.id}`
      }
      await writeServices(tx, [confirmed])
      await keepChanges(tx, [standing], [confirmed])
      await indexServices(tx, [confirmed.id])
      await useConfirmationLink(tx, link.id, now)
      return { row: confirmed, linkId: link.id }
    })
    await record(tx, context, {
      type: 'directory.service-assured',
      subjectId: row.id,
      subjectVersion: row.version,
      recordId: null,
      payload: { serviceId: row.id, assuredDate: londonDate(now), linkId }
    })
    return row
  })
}
