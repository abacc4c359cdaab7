import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotStartSupport } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type SupportInput = { supportStartedAt?: Date | null }

/** Records that the service supports the person. */
export function recordSupportStarted(context: Context, input: OnwardReferralChange & SupportInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'record-support-started', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, startSupport(context, referral, input))
    await record(tx, context, supportEvent(changed))
    return changed
  })
}

/** What the beginning of support changes in a referral; refuses it while an appointment is open. */
export function startSupport({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { supportStartedAt }: SupportInput) {
  const at = supportStartedAt ?? clock.now()
  mustPermit(whyNotStartSupport(referral, at, clock.now()))
  return { supportStartedAt: at, supportStartedBy: principal.subject }
}

export function supportEvent(referral: OnwardReferralRow) {
  return { type: 'referrals.support-started' as const, ...eventOf(referral, referral.supportStartedAt), payload: pointersOf(referral) }
}
