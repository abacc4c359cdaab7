import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { mustBeRight } from '../known-episode/must-be-right.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { findKnownRecords } from '../known-record/known-record.store.ts'
import { mustBeOffered } from '../known-service/must-be-offered.ts'
import { keepFacts } from '../referral-facts/keep-facts.ts'
import type { GivenFacts } from '../referral-facts/referral-facts.rules.ts'
import { eventOf, pointersOf } from './change-onward-referral.ts'
import { findReferral, insertReferrals, type OnwardReferralRow } from './onward-referral.store.ts'
import { findTold, recordSendings, send, type SendingInput } from './send-onward-referral.ts'
import { whyNotDraft } from './sharing.rules.ts'

export type DraftInput = { identityRecordId: string; serviceId: string; providerOrganisationId: string; needCode: string; episodeId: string }
export type BeginningInput = SendingInput & { asDraft?: boolean | null; facts?: GivenFacts | null }

/** Makes a referral into a service, as a draft or sent at once; refuses one for a need that the taxonomy does not have. */
export async function makeReferral(context: Context, input: DraftInput & BeginningInput & { idempotencyKey: string }): Promise<OnwardReferralRow> {
  may(context, 'referral:write')
  return change(context, { action: 'referrals.make-referral', input, find: findReferral }, async (tx) => {
    const draft = startReferral(context, randomUUID(), input)
    const [known, taxonomy] = await Promise.all([findKnownRecords(tx, [draft.recordId], draft.service), knownNeeds.findKnownNeeds(tx)])
    if (!known.has(draft.recordId))
      refuse('NOT_FOUND', 'This service does not know that identity record. If it was written down a moment ago, try again in a second.')
    mustPermit(whyNotOfTaxonomy(taxonomy, [draft.needCode]))
    return begin(tx, context, { draft, input })
  })
}

/**
 * Writes a new referral down, as a draft or sent at once; refuses it in an episode of somebody else, in one that was recorded in error, and sent before it
 * began, and into a service that the directory does not have or has of another organisation.
 */
export async function begin(tx: Database, context: Context, { draft, input }: { draft: OnwardReferralRow; input: BeginningInput }): Promise<OnwardReferralRow> {
  const { asDraft, facts, ...sending } = input
  const { beganAt } = await mustBeRight(tx, context.principal, draft)
  await mustBeOffered(tx, draft)
  if (asDraft) mustPermit(whyNotDraft(sending))
  const about = { recordId: draft.recordId, override: sending.override }
  const referral = asDraft ? draft : { ...draft, ...send(context, draft, { ...sending, ...(await findTold(tx, context, about)), beganAt }) }
  await insertReferrals(tx, [referral])
  if (facts) await keepFacts(tx, context, { referral, facts })
  await (asDraft ? recordDrafts : recordSendings)(tx, context, [referral])
  return referral
}

/** A referral as it begins, a draft; refuses one by somebody who is in neither service. */
export function startReferral({ principal, clock }: Pick<Context, 'principal' | 'clock'>, id: string, input: DraftInput): OnwardReferralRow {
  const service = principal.service ?? refuse('FORBIDDEN', 'Only staff of Liaison & Diversion and of RECONNECT make onward referrals.')
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
    providerOrganisation: input.providerOrganisationId,
    liaisonDiversionEpisodeId: service === 'LIAISON_DIVERSION' ? input.episodeId : null,
    reconnectEpisodeId: service === 'RECONNECT' ? input.episodeId : null,
    needCode: input.needCode,
    ...{ sharingBasis: null, overrideReason: null, sentAt: null, sentBy: null },
    ...{ receivedAt: null, receivedBy: null, acceptedAt: null, acceptedBy: null },
    ...{ declinedAt: null, declinedBy: null, declineReason: null },
    ...{ offeredAt: null, offeredBy: null, firstAppointmentAt: null, attendance: null, attendanceBy: null, missedAppointments: 0 },
    ...{ supportStartedAt: null, supportStartedBy: null, endedAt: null, endedBy: null, outcome: null },
    ...{ redirectedFrom: null, redirectedAt: null, redirectedBy: null },
    ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null }
  }
}

export async function recordDrafts(tx: Database, context: Context, drafts: readonly OnwardReferralRow[]): Promise<void> {
  await record(
    tx,
    context,
    ...drafts.map((draft) => ({
      type: 'referrals.referral-drafted' as const,
      ...eventOf(draft, draft.recordedAt),
      payload: { ...pointersOf(draft), needCode: draft.needCode }
    }))
  )
}
