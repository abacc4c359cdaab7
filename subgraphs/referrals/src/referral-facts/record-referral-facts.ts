import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { mustBeRight } from '../known-episode/must-be-right.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from '../onward-referral/change-onward-referral.ts'
import { whyNotAddTo } from '../onward-referral/onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { keepFacts } from './keep-facts.ts'
import type { GivenFacts } from './referral-facts.rules.ts'

/** Says what a service is told of the person, in the place of what was said before: with a draft, or after the sending. */
export function recordReferralFacts(context: Context, input: OnwardReferralChange & { facts: GivenFacts }): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'record-referral-facts', by: 'maker', input }, async (tx, referral) => {
    mustPermit(whyNotAddTo(referral))
    await mustBeRight(tx, context.principal, referral)
    await keepFacts(tx, context, { referral, facts: input.facts })
    const changed = await updateReferral(tx, referral.id, {})
    await record(tx, context, { type: 'referrals.facts-recorded', ...eventOf(changed, context.clock.now()), payload: pointersOf(changed) })
    return changed
  })
}
