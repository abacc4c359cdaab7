import type { Database } from '@throughcare/kit/db'
import { isDue, isMany, leastShareOf, toCounted } from './value-count.rules.ts'
import { countRaw, findNewestCounting, putCount } from './value-count.store.ts'

const shares = { givenName: leastShareOf('givenName'), familyName: leastShareOf('familyName'), postcode: leastShareOf('postcode'), town: leastShareOf('town') }

/**
 * Counts anew how common names, postcodes and towns are among the records, where it is a day since they were counted or many have come.
 * Weights hold still between two counts, so that they do not depend on who came first. With the linker's view. All that is long is read
 * before anything is written: an open write hides later events.
 */
export async function countValues(tx: Database, { now, awaiting = 0 }: { now: Date; awaiting?: number }): Promise<void> {
  const newest = await findNewestCounting(tx)
  if (!isDue(newest?.countedAt ?? null, now) && !isMany(awaiting, newest?.records ?? 0)) return
  const { records, totals, raw } = await countRaw(tx, shares)
  await putCount(tx, toCounted(totals, raw), { number: (newest?.number ?? 0) + 1, countedAt: now, records })
}
