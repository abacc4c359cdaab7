import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestTold, type FeedEvent } from '@throughcare/kit/feed'
import { insertKnownNeeds } from './known-need.store.ts'

const shape = z.object({ needCode: z.string() })

/** Keeps which needs `directory` tells of. */
export async function projectKnownNeeds(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const told = newestTold(events, 'directory.need-recorded', shape)
  await insertKnownNeeds(
    tx,
    told.map(({ told: { needCode } }) => needCode)
  )
}
