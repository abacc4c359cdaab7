import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotWithdraw } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type WithdrawalInput = { reason: NonNullable<OnwardReferralRow['withdrawalReason']>; withdrawnAt?: Date | null }

/** Takes a referral back, with a reason. */
export function withdrawOnwardReferral(context: Context, input: OnwardReferralChange & WithdrawalInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'withdraw-onward-referral', by: 'maker', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, withdraw(context, referral, input))
    await record(tx, context, withdrawalEvent(changed))
    return changed
  })
}

/** What a withdrawal changes in a referral; refuses it once the person is with the service, unless it was made by mistake. */
export function withdraw({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { reason, withdrawnAt }: WithdrawalInput) {
  const at = withdrawnAt ?? clock.now()
  mustPermit(whyNotWithdraw(referral, { at, reason }, clock.now()))
  return { withdrawnAt: at, withdrawnBy: principal.subject, withdrawalReason: reason }
}

export function withdrawalEvent(referral: OnwardReferralRow) {
  return {
    type: 'referrals.referral-withdrawn' as const,
    ...eventOf(referral, referral.withdrawnAt),
    payload: { ...pointersOf(referral), reason: referral.withdrawalReason ?? '' }
  }
}
