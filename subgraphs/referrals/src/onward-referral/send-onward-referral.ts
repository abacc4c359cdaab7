import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotSend } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'
import { whyNotShare, type Sharing } from './sharing.rules.ts'

export type SendingInput = Sharing & { sentAt?: Date | null }

/** Sends a draft to its service. */
export function sendOnwardReferral(context: Context, input: OnwardReferralChange & SendingInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'send-onward-referral', by: 'maker', input }, async (tx, referral) => {
    const sent = await updateReferral(tx, referral.id, send(context, referral, input))
    await recordSendings(tx, context, [sent])
    return sent
  })
}

/** What sending changes in a draft; refuses it without consent or a condition that overrides it. */
export function send({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { sentAt, ...sharing }: SendingInput) {
  const at = sentAt ?? clock.now()
  mustPermit(whyNotSend(referral, at, clock.now()))
  return { sentAt: at, sentBy: principal.subject, ...share(sharing) }
}

/** On what basis a referral is shared with its service; refuses where there is none. */
export function share(sharing: Sharing): Pick<OnwardReferralRow, 'sharingBasis' | 'overrideReason'> {
  const whyNot = whyNotShare(sharing)
  if (whyNot) refuse(whyNot.code, whyNot.message)
  return { sharingBasis: sharing.override?.condition ?? 'CONSENT', overrideReason: sharing.override?.reason.trim() ?? null }
}

export async function recordSendings(tx: Database, context: Context, sent: readonly OnwardReferralRow[]): Promise<void> {
  await record(
    tx,
    context,
    ...sent.map((referral) => ({
      type: 'referrals.referral-sent' as const,
      ...eventOf(referral, referral.sentAt),
      payload: { ...pointersOf(referral), needCode: referral.needCode, sharingBasis: referral.sharingBasis ?? '' }
    }))
  )
}
