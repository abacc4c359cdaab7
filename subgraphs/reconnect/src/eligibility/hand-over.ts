import type { Database } from '@throughcare/kit/db'
import { mustPermit } from '@throughcare/kit/errors'
import type { ClosureReason, DeclineReason } from '../../db/codes.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { whyNotHandOver, whyNotTakeOver } from './eligibility.rules.ts'

type Handover = { reason: DeclineReason | ClosureReason; handoverReferralId?: string | null }

/** What a decline or a closing keeps of a handover: a referral that was sent in the episode and has not failed, or none. */
export async function handOver(tx: Database, episodeId: string, { reason, handoverReferralId = null }: Handover) {
  mustPermit(whyNotHandOver(reason, handoverReferralId))
  if (handoverReferralId) mustPermit(whyNotTakeOver(await onwardReferrals.getReferral(tx, episodeId, handoverReferralId)))
  return { handoverReferralId }
}
