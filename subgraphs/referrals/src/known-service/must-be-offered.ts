import type { Database } from '@throughcare/kit/db'
import { mustPermit } from '@throughcare/kit/errors'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { whyNotProvider, whyNotService } from './known-service.rules.ts'
import { findToldOfService } from './known-service.store.ts'

/** Refuses a referral into a service that the directory does not have, and one that would open to the staff of an organisation whose service it is not. */
export async function mustBeOffered(tx: Database, { serviceId, providerOrganisation }: Pick<OnwardReferralRow, 'serviceId' | 'providerOrganisation'>) {
  const told = await findToldOfService(tx, serviceId)
  mustPermit(whyNotService(told))
  mustPermit(whyNotProvider(told, providerOrganisation))
}
