import { withRole, type Database } from '@throughcare/kit/db'
import { thatShutOut } from './restriction.rules.ts'
import { findLimitsOfPerson, type LimitRow } from './restriction.store.ts'

/** The limits on the person of a record that shut a member of staff out at a moment, whoever set them; none where there is no such record. */
export async function findLimitsThatShutOut(tx: Database, { recordId, subject, now }: { recordId: string; subject: string; now: Date }): Promise<LimitRow[]> {
  const limits = await withRole(tx, 'system-linker', () => findLimitsOfPerson(tx, recordId))
  return thatShutOut(subject, limits, now)
}
