import type { Principal } from '@throughcare/kit/principal'
import { roleHolds } from '@throughcare/kit/roles'
import type { SignpostRow } from './signpost.store.ts'

/** Whether the caller may know which need a signpost was about, for that may say something of health: a peer support worker knows it of their own. */
export function mayKnowNeed({ role, subject }: Principal, { recordedBy }: Pick<SignpostRow, 'recordedBy'>): boolean {
  return recordedBy === subject || roleHolds(role, [['referral:write']])
}
