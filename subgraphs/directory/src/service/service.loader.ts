import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { findServices, findServicesWhere, findStaffContacts, type ServiceWhere } from './service.store.ts'

export function createServiceLoaders(db: Database) {
  return {
    servicesWhere: (where: ServiceWhere, page: Page) => findServicesWhere(db, where, page),

    service: new DataLoader(async (ids: readonly string[]) => inKeyOrder(ids, await findServices(db, ids), (row) => row.id)),

    staffContact: new DataLoader(async (serviceIds: readonly string[]) =>
      inKeyOrder(serviceIds, await findStaffContacts(db, serviceIds), (row) => row.serviceId)
    )
  }
}
