import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { insertAnswers } from '../service-answer/service-answer.store.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotDecide } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type RefusalInput = { reason: NonNullable<OnwardReferralRow['declineReason']>; declinedAt?: Date | null }

/** Records that the service declined the referral, and why. */
export function declineOnwardReferral(context: Context, input: OnwardReferralChange & RefusalInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'decline-onward-referral', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, decline(context, referral, input))
    await insertAnswers(tx, [changed])
    await record(tx, context, refusalEvent(changed))
    return changed
  })
}

/** What a refusal changes in a referral; refuses a second decision. */
export function decline({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { reason, declinedAt }: RefusalInput) {
  const at = declinedAt ?? clock.now()
  mustPermit(whyNotDecide(referral, at, clock.now()))
  return { declinedAt: at, declinedBy: principal.subject, declineReason: reason }
}

export function refusalEvent(referral: OnwardReferralRow) {
  return {
    type: 'referrals.referral-declined' as const,
    ...eventOf(referral, referral.declinedAt),
    payload: { ...pointersOf(referral), reason: referral.declineReason ?? '' }
  }
}
