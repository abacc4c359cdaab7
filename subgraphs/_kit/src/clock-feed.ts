import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import type { FeedCursor, FeedPage } from './feed.ts'

// What holds from a day or an hour on, such as being of age, begins without anybody doing anything. A room that has to act then follows
// the clock like another room's feed: nothing is missed while it stands still, and nothing is done twice.

const minute = 60_000
const week = 10_080 * minute
/** How far back a room looks that follows the clock for the first time. */
const longestLookBack = 53 * week

export const timePassedShape = z.object({ since: z.iso.datetime().transform(toDate), until: z.iso.datetime().transform(toDate) })

function toDate(text: string): Date {
  return new Date(text)
}

/** The time that passed since the place that was read to, a week at most on each page; an event once it is a minute. */
export function clockFeed(clock: Clock): { feed(reader: string, after: FeedCursor): Promise<FeedPage> } {
  return {
    async feed(_, after) {
      const now = clock.now().getTime()
      const since = after.id === '0' ? now - longestLookBack : Number(after.id)
      if (now - since < minute) return { events: [], cursor: after, isLast: true }
      const until = Math.min(now, since + week)
      return { events: [timePassed(new Date(since), new Date(until))], cursor: { xid: '0', id: String(until) }, isLast: until === now }
    }
  }
}

function timePassed(since: Date, until: Date) {
  const eventId = randomUUID()
  return {
    ...{ eventId, type: 'clock.time-passed', shapeVersion: 1, subjectId: 'clock', subjectVersion: 1, recordId: null, requestId: eventId },
    ...{ organisation: 'SYSTEM', actor: 'clock', actorRole: 'system-reader', occurredAt: until.toISOString(), recordedAt: until.toISOString() },
    payload: { since: since.toISOString(), until: until.toISOString() }
  }
}
