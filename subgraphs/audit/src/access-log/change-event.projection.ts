import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { insertChanges } from './access-log.store.ts'

/** Keeps who changed what, from every room's feed. */
export async function projectChanges(tx: Database, events: readonly FeedEvent[], room: string): Promise<void> {
  await insertChanges(
    tx,
    events.map(({ eventId, type, recordId, subjectId, actor, actorRole, organisation, requestId, occurredAt, recordedAt }) => ({
      id: eventId,
      room,
      type,
      recordId,
      subjectId,
      actor,
      actorRole,
      organisation,
      requestId,
      occurredAt: new Date(occurredAt),
      recordedAt: new Date(recordedAt)
    }))
  )
}
