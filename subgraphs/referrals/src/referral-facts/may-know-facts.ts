import { roleHolds } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { isForProvider } from './referral-facts.rules.ts'

type Asking = Pick<Context, 'principal' | 'clock' | 'access'> & { loaders: Pick<Context['loaders'], 'knownRecord'> }

/**
 * Whether the caller may have what was told with a referral they may read: staff of the two services, and a provider while it is meant for
 * them. What does not stand on a condition named with its reason may have been taken back: it is kept while news from `people` is late.
 */
export async function mayKnowFacts({ principal, loaders, clock, access }: Asking, referral: OnwardReferralRow): Promise<boolean> {
  if (!roleHolds(principal.role, [['referral:respond']])) return true
  if (referral.providerOrganisation !== principal.organisation) return false
  if (referral.overrideReason === null && !access.isFresh()) return false
  const told = await loaders.knownRecord.load(referral.recordId)
  return isForProvider(referral, told?.position ?? null, clock.now())
}
