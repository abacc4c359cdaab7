import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { noteUnheard, onwardReferrals } from './onward-referral.store.ts'

const shape = z.object({ episodeId: z.uuid(), madeBy: z.string() })

/** Keeps what `referrals` tells of this service's onward referrals, and in which episodes one is unheard of. */
export async function projectReferrals(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  await onwardReferrals.project(tx, events)
  const ours = events.map(({ payload }) => shape.parse(payload)).filter(({ madeBy }) => madeBy === 'LIAISON_DIVERSION')
  const episodeIds = [...new Set(ours.map(({ episodeId }) => episodeId))]
  if (episodeIds.length > 0) await noteUnheard(tx, episodeIds)
}
