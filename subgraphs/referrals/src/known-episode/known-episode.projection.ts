import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { writeKnownEpisodes } from './known-episode.store.ts'

const shape = z.object({ episodeId: z.uuid(), step: z.string().optional() })

/** Keeps which episodes a service took back whole, and which it opened again; of several tellings the newest holds. */
export async function projectKnownEpisodes(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const newest = new Map<string, { id: string; isInError: boolean; version: number }>()
  for (const { type, payload, subjectVersion: version } of events) {
    const { episodeId: id, step } = shape.parse(payload)
    const isInError = type.endsWith('.step-withdrawn')
    // Of an episode that stands, parts and steps are taken back too.
    if (isInError ? step !== 'referral-received' : !type.endsWith('.episode-reopened')) continue
    if (version > (newest.get(id)?.version ?? 0)) newest.set(id, { id, isInError, version })
  }
  await writeKnownEpisodes(tx, [...newest.values()])
}
