import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { sliceFrom } from '../slice-from.ts'
import { findByWords } from '../search/find-by-words.ts'
import { findServices, findListedAmong, findServicesWhere, findStaffContacts, type ServiceWhere } from './service.store.ts'

export function createServiceLoaders(db: Database) {
  return {
    servicesWhere: (where: ServiceWhere, page: Page) => findServicesWhere(db, where, page),

    /** What a text means, the best first: a page of it, and one more where there is more. */
    servicesByWords: async (text: string, where: ServiceWhere, page: Page) => {
      const ids = sliceFrom(await findListedAmong(db, await findByWords(db, text), where), page)
      return (await inKeyOrder(ids, await findServices(db, ids), (row) => row.id)).filter((row) => row !== null)
    },

    service: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findServices(db, ids), (row) => row.id)),

    staffContact: new DataLoader(async (serviceIds: readonly string[]) =>
      inKeyOrder(serviceIds, await findStaffContacts(db, serviceIds), (row) => row.serviceId)
    )
  }
}
