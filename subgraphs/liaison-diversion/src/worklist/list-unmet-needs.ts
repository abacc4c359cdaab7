import type { PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { limitsOf, ownTeamOf, type WorklistFilter } from './list-worklist.ts'
import { isOfEpisodeWithin } from './worklist.store.ts'

/** Needs of the caller's team that nothing followed from. */
export async function listUnmetNeeds(context: Context, { where, ...page }: PageArguments & { where?: WorklistFilter | null }) {
  const organisation = ownTeamOf(context)
  return onwardReferrals.listUnmetNeeds(context.db, { organisation, within: isOfEpisodeWithin(limitsOf(context, where)) }, page)
}
