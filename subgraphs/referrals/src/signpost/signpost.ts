import { randomUUID } from 'node:crypto'
import { isOwnTeam } from '@throughcare/kit/access'
import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { whyNotService } from '../known-service/known-service.rules.ts'
import { findToldOfService } from '../known-service/known-service.store.ts'
import { whyNotThen } from '../onward-referral/onward-referral.rules.ts'
import { findKnownRecords, isOpenTo } from '../known-record/known-record.store.ts'
import { findSignpost, insertSignposts, type SignpostRow } from './signpost.store.ts'

export type TellingInput = { identityRecordId: string; serviceId: string; needCode: string; toldAt?: Date | null }

/** Records that a person was told of a service; refuses it for a need that the taxonomy does not have, and of a service that the directory does not. */
export async function signpost(context: Context, input: TellingInput & { idempotencyKey: string }): Promise<SignpostRow> {
  may(context, 'signpost:write')
  return change(context, { action: 'referrals.signpost', input, find: findSignpost }, async (tx) => {
    const told = tell(context, randomUUID(), input)
    const [known, taxonomy, toldOf] = await Promise.all([
      findKnownRecords(tx, [told.recordId], told.service),
      knownNeeds.findKnownNeeds(tx),
      findToldOfService(tx, told.serviceId)
    ])
    if (told.isByPeerSupport && !(await isOpenTo(tx, `subject:${told.recordedBy}`, told)))
      refuse('NOT_FOUND', 'You are not assigned to this person. If you were a moment ago, try again in a second.')
    if (!known.has(told.recordId))
      refuse('NOT_FOUND', 'This service does not know that identity record. If it was written down a moment ago, try again in a second.')
    mustPermit(whyNotOfTaxonomy(taxonomy, [told.needCode]))
    mustPermit(whyNotService(toldOf))
    await insertSignposts(tx, [told])
    await recordTellings(tx, context, [told])
    return told
  })
}

/** The signpost that telling someone makes; refuses one from the future or from before there were such services, and one by somebody who is in neither service. */
export function tell({ principal, clock }: Context, id: string, input: TellingInput): SignpostRow {
  const toldAt = input.toldAt ?? clock.now()
  mustPermit(whyNotThen(toldAt, clock.now()))
  const service = principal.service ?? refuse('FORBIDDEN', 'Only staff of Liaison & Diversion and of RECONNECT record signposts.')
  return {
    id,
    recordId: input.identityRecordId,
    organisation: principal.organisation,
    service,
    version: 1,
    retentionClass: 'adult-mental-health',
    recordedAt: clock.now(),
    recordedBy: principal.subject,
    serviceId: input.serviceId,
    needCode: input.needCode,
    isByPeerSupport: !isOwnTeam(principal, service),
    toldAt,
    ...{ takenUp: null, takeUpAt: null, takeUpBy: null },
    ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null }
  }
}

export async function recordTellings(tx: Database, context: Context, signposts: readonly SignpostRow[]): Promise<void> {
  await record(
    tx,
    context,
    ...signposts.map(({ id, recordId, serviceId, service, needCode, toldAt }) => ({
      type: 'referrals.signposted' as const,
      subjectId: id,
      subjectVersion: 1,
      recordId,
      occurredAt: toldAt,
      payload: { signpostId: id, serviceId, madeBy: service, needCode }
    }))
  )
}
