import type { Page } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findChanges, findOperations, findOperationsOfWrongLinks, type ChangeEventRow, type OperationRow } from './access-log.store.ts'

/** Who saw data of a record. */
export function findAccessLog(context: Context, recordId: string, page: Page): Promise<OperationRow[]> {
  may(context, 'audit:read')
  return findOperations(context.db, recordId, page)
}

/** Who saw data of a person, by all their records. */
export function findAccessLogOfPerson(context: Context, recordIds: readonly string[], page: Page): Promise<OperationRow[]> {
  may(context, 'person:oversee')
  return context.loaders.accessLogOfPerson(page).load(recordIds)
}

/** Who changed data of a record. */
export function findChangeLog(context: Context, recordId: string): Promise<ChangeEventRow[]> {
  may(context, 'audit:read')
  return findChanges(context.db, recordId)
}

/** Who saw a record together with one it was wrongly linked to, while it was. */
export function findWrongLinkViewers(context: Context, recordId: string, page: Page): Promise<OperationRow[]> {
  may(context, 'audit:read')
  return findOperationsOfWrongLinks(context.db, recordId, page)
}
