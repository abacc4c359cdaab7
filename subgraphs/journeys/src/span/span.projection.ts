import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { toJourneyEvent } from '../event/event.rules.ts'
import { spanOf } from './span.rules.ts'
import { findCourses, replaceSpans } from './span.store.ts'

/** Works out anew the span of everything a page of a feed tells of, out of all its events: runs after they were added. */
export async function projectSpans(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const keys = [...new Set(events.flatMap((event) => toJourneyEvent(event) ?? []).map(({ detailId }) => detailId))]
  if (keys.length === 0) return
  const courses = groupedInKeyOrder(keys, await findCourses(tx, keys), ({ detailId }) => detailId)
  await replaceSpans(
    tx,
    courses.flatMap((course) => spanOf(course) ?? [])
  )
}
