import { randomUUID } from 'node:crypto'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { findFactsToCarry } from '../referral-facts/keep-facts.ts'
import { changeOnwardReferral, episodeOf, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { begin, startReferral, type BeginningInput, type DraftInput } from './make-referral.ts'
import { whyNotRedirect } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type RedirectionInput = { redirectedAt?: Date | null }
type OtherService = Pick<DraftInput, 'serviceId' | 'providerOrganisationId'> & Omit<BeginningInput, 'sentAt'>

/** Refers the person to another service instead, for the same need and in the same episode; answers the new referral. */
export function redirectOnwardReferral(context: Context, input: OnwardReferralChange & RedirectionInput & OtherService): Promise<OnwardReferralRow> {
  const { asDraft, consent, override, serviceId, providerOrganisationId, redirectedAt } = input
  return changeOnwardReferral(context, { action: 'redirect-onward-referral', by: 'maker', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, redirect(context, referral, input))
    const draft = startReferral(context, randomUUID(), { ...toDraftInput(referral), serviceId, providerOrganisationId })
    const sentAt = asDraft ? null : redirectedAt
    const facts = input.facts ?? (await findFactsToCarry(tx, referral))
    const successor = await begin(tx, context, { draft: { ...draft, redirectedFrom: referral.id }, input: { asDraft, consent, override, sentAt, facts } })
    await record(tx, context, redirectionEvent(changed))
    return successor
  })
}

/** What a redirection changes in a referral; refuses it before the sending and once the person is with the service. */
export function redirect({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { redirectedAt }: RedirectionInput) {
  const at = redirectedAt ?? clock.now()
  mustPermit(whyNotRedirect(referral, at, clock.now()))
  return { redirectedAt: at, redirectedBy: principal.subject }
}

function toDraftInput(referral: OnwardReferralRow): DraftInput {
  const { recordId, serviceId, providerOrganisation, needCode } = referral
  return { identityRecordId: recordId, serviceId, providerOrganisationId: providerOrganisation, needCode, episodeId: episodeOf(referral) }
}

export function redirectionEvent(referral: OnwardReferralRow) {
  return { type: 'referrals.referral-redirected' as const, ...eventOf(referral, referral.redirectedAt), payload: pointersOf(referral) }
}
