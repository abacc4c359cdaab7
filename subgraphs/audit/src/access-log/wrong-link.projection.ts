import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { peopleEvents } from '@throughcare/schema/events/people'
import { insertWrongLinks } from './access-log.store.ts'

const { shape } = peopleEvents['people.record-unlinked']

/** Keeps which records were wrongly one person, from when to when, out of the feed of `people`. */
export async function projectWrongLinks(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  await insertWrongLinks(
    tx,
    events
      .filter(({ type }) => type === 'people.record-unlinked')
      .flatMap(({ eventId, organisation, occurredAt, payload }) => {
        const { recordId, companions, linkedAt } = shape.parse(payload)
        const parting = { id: eventId, recordId, linkedAt: new Date(linkedAt), partedAt: new Date(occurredAt), organisation }
        return [...new Set(companions)].map((companionId) => ({ ...parting, companionId }))
      })
  )
}
