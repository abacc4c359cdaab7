import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { ownByOpener, toJourneyEvent } from './event.rules.ts'
import { findEventsOfDetails, insertEvents } from './event.store.ts'

/** Adds the steps of journeys that a page of a service's feed tells of. The same page again changes nothing. */
export async function projectEvents(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const rows = events.flatMap((event) => toJourneyEvent(event) ?? [])
  if (rows.length === 0) return
  const standing = await findEventsOfDetails(tx, [...new Set(rows.map((row) => row.detailId))])
  const course = [...standing, ...rows]
  await insertEvents(
    tx,
    rows.map((row) => ownByOpener(row, course))
  )
}
