import { isOwnRow } from '@throughcare/kit/access'
import type { Service } from '@throughcare/kit/principal'
import { roleHolds } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'

type Row = { recordId: string; organisation: string; service: Service; recordedBy: string; providerOrganisation?: string }

/**
 * Whether the caller may know into which service a person was referred, for that says where they can be met: their team, whoever wrote it
 * down, the provider itself, and others where the places of the record are known to be safe to tell.
 */
export async function mayKnowPlace({ principal, loaders }: Context, row: Row): Promise<boolean> {
  if (isOwnRow(principal, row)) return true
  if (row.providerOrganisation === principal.organisation && roleHolds(principal.role, [['referral:respond']])) return true
  return loaders.isPlaceOpen.load(row.recordId)
}
