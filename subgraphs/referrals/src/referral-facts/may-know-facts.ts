import { roleHolds } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { isForProvider } from './referral-facts.rules.ts'

/** Whether the caller may have what was told with a referral they may read: staff of the two services, and a provider while it is meant for them. */
export async function mayKnowFacts({ principal, loaders, clock }: Context, referral: OnwardReferralRow): Promise<boolean> {
  if (!roleHolds(principal.role, [['referral:respond']])) return true
  const told = await loaders.knownRecord.load(referral.recordId)
  return referral.providerOrganisation === principal.organisation && isForProvider(referral, told?.position ?? null, clock.now())
}
