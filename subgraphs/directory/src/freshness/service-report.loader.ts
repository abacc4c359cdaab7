import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { findStandingReports } from './service-report.store.ts'

export function createServiceReportLoaders(db: Database) {
  return {
    standingReports: new DataLoader(async (serviceIds: readonly string[]) =>
      groupedInKeyOrder(serviceIds, await findStandingReports(db, serviceIds), ({ serviceId }) => serviceId)
    )
  }
}
