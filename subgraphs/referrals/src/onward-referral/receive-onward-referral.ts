import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotReceive } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type ReceiptInput = { receivedAt?: Date | null }

/** Records that the service has the referral. */
export function receiveOnwardReferral(context: Context, input: OnwardReferralChange & ReceiptInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'receive-onward-referral', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, receive(context, referral, input))
    await record(tx, context, receiptEvent(changed))
    return changed
  })
}

/** What its arrival changes in a referral; refuses it before the sending and after anything else was heard. */
export function receive({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { receivedAt }: ReceiptInput) {
  const at = receivedAt ?? clock.now()
  mustPermit(whyNotReceive(referral, at, clock.now()))
  return { receivedAt: at, receivedBy: principal.subject }
}

export function receiptEvent(referral: OnwardReferralRow) {
  return { type: 'referrals.referral-received' as const, ...eventOf(referral, referral.receivedAt), payload: pointersOf(referral) }
}
