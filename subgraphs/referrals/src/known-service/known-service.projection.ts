import type { Database } from '@throughcare/kit/db'
import { newestTold, type FeedEvent } from '@throughcare/kit/feed'
import { directoryEvents } from '@throughcare/schema/events/directory'
import { writeKnownServices } from './known-service.store.ts'

const type = 'directory.service-recorded'

/** Keeps which services there are, whose each is, and which are gone. */
export async function projectKnownServices(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const told = newestTold(events, type, directoryEvents[type].shape)
  await writeKnownServices(
    tx,
    told.map(({ told: { serviceId: id, organisationId: organisation, status, isWithdrawn }, version }) => ({
      id,
      organisation,
      isGone: isWithdrawn || status === 'DEFUNCT',
      version
    }))
  )
}
