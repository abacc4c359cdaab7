import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { writeBeginnings, writeKnownEpisodes, type KnownEpisodeRow } from './known-episode.store.ts'

const shape = z.object({ episodeId: z.uuid(), step: z.string().optional() })

/** Keeps whose the episodes of a service are, when they began, and which of them it took back whole or opened again; of several tellings the newest holds. */
export async function projectKnownEpisodes(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const newest = new Map<string, Omit<KnownEpisodeRow, 'beganAt' | 'retentionClass'>>()
  const began = new Map<string, Date>()
  for (const { type, payload, subjectVersion: version, recordId, organisation, occurredAt } of events) {
    const { episodeId: id, step } = shape.parse(payload)
    const isInError = type.endsWith('.step-withdrawn')
    // Of an episode that stands, parts and steps are taken back too.
    if (isInError && step !== 'referral-received') continue
    // Told again where the time of the referral was corrected; events of one episode come in their order.
    if (type.endsWith('.referral-received')) began.set(id, new Date(occurredAt))
    const service = type.startsWith('reconnect.') ? 'RECONNECT' : 'LIAISON_DIVERSION'
    if (version > (newest.get(id)?.version ?? 0)) newest.set(id, { id, recordId, organisation, service, isInError, version })
  }
  await writeKnownEpisodes(tx, [...newest.values()])
  await writeBeginnings(
    tx,
    [...began].map(([id, beganAt]) => ({ id, beganAt }))
  )
}
