import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { insertAnswers } from '../service-answer/service-answer.store.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotDecide } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type AcceptanceInput = { acceptedAt?: Date | null }

/** Records that the service took the referral on. */
export function acceptOnwardReferral(context: Context, input: OnwardReferralChange & AcceptanceInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'accept-onward-referral', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, accept(context, referral, input))
    await insertAnswers(tx, [changed])
    await record(tx, context, acceptanceEvent(changed))
    return changed
  })
}

/** What its acceptance changes in a referral; refuses a second decision. */
export function accept({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { acceptedAt }: AcceptanceInput) {
  const at = acceptedAt ?? clock.now()
  mustPermit(whyNotDecide(referral, at, clock.now()))
  return { acceptedAt: at, acceptedBy: principal.subject }
}

export function acceptanceEvent(referral: OnwardReferralRow) {
  return { type: 'referrals.referral-accepted' as const, ...eventOf(referral, referral.acceptedAt), payload: pointersOf(referral) }
}
