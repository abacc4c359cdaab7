import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotEnd } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type EndInput = { outcome: NonNullable<OnwardReferralRow['outcome']>; endedAt?: Date | null }

/** Records that the service's part ended, and what it came to. */
export function endOnwardReferral(context: Context, input: OnwardReferralChange & EndInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'end-onward-referral', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, end(context, referral, input))
    await record(tx, context, endEvent(changed))
    return changed
  })
}

/** What the end changes in a referral; refuses it before the service accepted. */
export function end({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { outcome, endedAt }: EndInput) {
  const at = endedAt ?? clock.now()
  mustPermit(whyNotEnd(referral, at, clock.now()))
  return { endedAt: at, endedBy: principal.subject, outcome }
}

export function endEvent(referral: OnwardReferralRow) {
  return {
    type: 'referrals.referral-ended' as const,
    ...eventOf(referral, referral.endedAt),
    payload: { ...pointersOf(referral), outcome: referral.outcome ?? '' }
  }
}
