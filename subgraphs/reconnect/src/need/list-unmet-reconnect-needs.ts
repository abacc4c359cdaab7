import type { PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { ownTeamOf } from '../worklist/list-worklist.ts'

/** Needs of the caller's team that nothing followed from. */
export async function listUnmetReconnectNeeds(context: Context, page: PageArguments) {
  return onwardReferrals.listUnmetNeeds(context.db, { organisation: ownTeamOf(context) }, page)
}
