import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { findEpisodes } from '../episode/episode.store.ts'
import { noteFailures, writeReferrals, type OnwardReferralRow } from './onward-referral.store.ts'

const shape = z.object({ referralId: z.uuid(), episodeId: z.uuid(), madeBy: z.string(), needCode: z.string().optional() })

/** Keeps which onward referrals were sent in this service's episodes, and which of them failed. */
export async function projectOnwardReferrals(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const ours = events.map((event) => ({ event, told: shape.parse(event.payload) })).filter(({ told }) => told.madeBy === 'RECONNECT')
  const [sent, failed] = [ours.filter(({ event }) => isSending(event)), ours.filter(({ event }) => !isSending(event))]
  const episodes = new Map((await findEpisodes(tx, [...new Set(sent.map(({ told }) => told.episodeId))])).map((episode) => [episode.id, episode]))
  const rows = sent.flatMap(({ event, told: { referralId, episodeId, needCode = '' } }): OnwardReferralRow[] => {
    const episode = episodes.get(episodeId)
    if (!episode) return []
    const { recordId, organisation, service, retentionClass } = episode
    const written = { version: 1, recordedAt: new Date(event.recordedAt), recordedBy: event.actor }
    return [
      { id: referralId, recordId, organisation, service, retentionClass, ...written, episodeId, needCode, sentAt: new Date(event.occurredAt), failedAt: null }
    ]
  })
  await writeReferrals(tx, rows)
  await noteFailures(
    tx,
    failed.map(({ event, told }) => ({ id: told.referralId, failedAt: new Date(event.occurredAt) }))
  )
}

function isSending({ type }: FeedEvent): boolean {
  return type === 'referrals.referral-sent'
}
