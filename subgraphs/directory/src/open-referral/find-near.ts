import type { Database } from '@throughcare/kit/db'
import { findPosition } from '../position/find-position.ts'
import type { Near } from './open-referral.store.ts'
import type { Question } from './parameters.rules.ts'

/** Around where, and how far from it, sites may lie; null where no postcode is asked for. */
export async function findNear(db: Database, { postcode, metres }: Question): Promise<Near | null> {
  if (postcode === undefined) return null
  const { latitude, longitude } = await findPosition(db, postcode)
  return { latitude, longitude, metres }
}
