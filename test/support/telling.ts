import type { RoomContext } from '@throughcare/kit/context'
import { openPool, withRows } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { projectionRows, type RoomDefinition } from '@throughcare/kit/room'

export type Telling = { tell(feed: string, ...events: FeedEvent[]): Promise<void>; close(): Promise<void> }

/** Hands a room of a test what another room tells, straight to its projection. */
export function openTelling<Context extends RoomContext>(definition: RoomDefinition<Context>, url: string): Telling {
  const pool = openPool({ url, role: `${definition.name.replaceAll('-', '_')}_app`, max: 1 })
  return {
    async tell(feed, ...events) {
      const project = definition.follows[feed]
      if (!project) throw new Error(`The room does not follow ${feed}.`)
      await withRows(pool.db, projectionRows, 'read write', (tx) => project(tx, events, feed))
    },
    close: () => pool.close()
  }
}
