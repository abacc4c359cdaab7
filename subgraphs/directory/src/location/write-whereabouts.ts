import type { Database } from '@throughcare/kit/db'
import { isMoved } from './location.rules.ts'
import { findLocations, putOnMap, upsertLocationsOfFeed, type LocationRow } from './location.store.ts'

/**
 * Writes the locations of a feed and says where each counts as being: once each, hidden where any of its services hides it. Answers the ids of
 * those that stood and are elsewhere now: what is given there has to be found anew. Hundreds of services may be at one that stays.
 */
export async function writeWhereabouts(tx: Database, feed: string, rows: readonly LocationRow[]): Promise<string[]> {
  const inOrder = rows.toSorted((one, other) => Number(one.isHidden) - Number(other.isHidden))
  const given = [...new Map(inOrder.map((row) => [row.id, row])).values()]
  const ids = given.map(({ id }) => id)
  const standing = new Map((await findLocations(tx, ids)).map((row) => [row.id, row]))
  await upsertLocationsOfFeed(tx, feed, given)
  await putOnMap(tx, ids)
  return given.flatMap((row) => {
    const earlier = standing.get(row.id)
    return earlier && isMoved(earlier, row) ? [row.id] : []
  })
}
