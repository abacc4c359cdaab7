import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotSendThen } from '../known-episode/known-episode.rules.ts'
import { mustBeRight } from '../known-episode/must-be-right.ts'
import { findToldOf } from '../known-record/known-record.store.ts'
import { mustBeOffered } from '../known-service/must-be-offered.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotSend } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'
import { groundOf, whyNotReferTheDead, type Sharing } from './sharing.rules.ts'

export type SendingInput = Omit<Sharing, 'position'> & { sentAt?: Date | null }
type Told = Pick<Sharing, 'position'> & { diedOn?: string | null; beganAt?: Date | null }

/** Sends a draft to its service, while the directory has that service and names the same organisation for it. */
export function sendOnwardReferral(context: Context, input: OnwardReferralChange & SendingInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'send-onward-referral', by: 'maker', input }, async (tx, referral) => {
    const { beganAt } = await mustBeRight(tx, context.principal, referral)
    await mustBeOffered(tx, referral)
    const told = await findTold(tx, context, { recordId: referral.recordId, override: input.override })
    const sent = await updateReferral(tx, referral.id, send(context, referral, { ...input, ...told, beganAt }))
    await recordSendings(tx, context, [sent])
    return sent
  })
}

/** What sending changes in a draft; refuses it before its episode began, and without consent or a condition that overrides it. */
export function send(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  referral: OnwardReferralRow,
  { sentAt, diedOn = null, beganAt = null, ...sharing }: SendingInput & Told
) {
  const at = sentAt ?? clock.now()
  mustPermit(whyNotSend(referral, at, clock.now()) ?? whyNotReferTheDead(diedOn, at) ?? whyNotSendThen({ beganAt }, at))
  const ground = groundOf(sharing, at)
  if ('code' in ground) refuse(ground.code, ground.message)
  return { sentAt: at, sentBy: principal.subject, ...ground }
}

/** What `people` told that a sending rests on. While this room is behind on it, nothing is shared on consent: it may have been withdrawn. */
export async function findTold(
  tx: Database,
  { access }: Pick<Context, 'access'>,
  { recordId, override }: Pick<Sharing, 'override'> & { recordId: string }
): Promise<Told> {
  if (!override && !access.isFresh()) refuse('UNAVAILABLE', 'Whether the person agrees cannot be known at this moment. Try again in a few seconds.')
  const [told] = await findToldOf(tx, [recordId])
  return { position: told?.position ?? null, diedOn: told?.diedOn ?? null }
}

export function recordSendings(tx: Database, context: Context, sent: readonly OnwardReferralRow[]): Promise<void> {
  return record(tx, context, ...sent.map(sendingEvent))
}

export function sendingEvent(referral: OnwardReferralRow) {
  return {
    type: 'referrals.referral-sent' as const,
    ...eventOf(referral, referral.sentAt),
    payload: { ...pointersOf(referral), needCode: referral.needCode, sharingBasis: referral.sharingBasis ?? '' }
  }
}
