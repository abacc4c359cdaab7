import { randomUUID } from 'node:crypto'
import { findDifferences } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { allocationEndedEvent } from '../allocation/accept-allocation.ts'
import { allocatedEvent } from '../allocation/allocate-worker.ts'
import { endAllocations, findAllocationsOfEpisodes, insertAllocations, type AllocationRow } from '../allocation/allocation.store.ts'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { findTransfersOfEpisodes } from '../custody/prison-transfer.store.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from './change-episode.ts'
import { declineEvent } from './decline-reconnect-referral.ts'
import { whyNotOpenAgain } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { referralEvent } from './refer-to-reconnect.ts'

/**
 * Opens an episode again that was closed wrongly; the closing stays in its history. Whoever worked in it is allocated anew: with the closing
 * `people` shut the records of the person to them, and it opens them for a new allocation only.
 */
export function reopenReconnectEpisode(context: Context, input: EpisodeChange & { reason: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'reopen-reconnect-episode', input }, async (tx, episode) => {
    const reason = input.reason.trim() || refuse('BAD_USER_INPUT', 'Say why the work goes on, in a sentence.', { field: 'reason' })
    mustPermit(whyNotOpenAgain(episode))
    const now = context.clock.now()
    const opened = { closedAt: null, closedBy: null, closureReason: null, ...(episode.declinedAt ? {} : { handoverReferralId: null }) }
    // Whoever reopens it wrote the closing last: an import that still says it is refused.
    const reopened = await updateEpisode(tx, episode.id, { ...opened, closedBy: context.principal.subject })
    const standing = (await findAllocationsOfEpisodes(tx, [episode.id])).filter(({ endedAt }) => endedAt === null)
    const anew = standing.map((row): AllocationRow => ({
      ...row,
      ...partOf(context, reopened),
      id: randomUUID(),
      allocatedAt: now,
      acceptedAt: row.acceptedAt && now
    }))
    const ids = standing.map(({ id }) => id)
    await endAllocations(tx, ids, now)
    await insertAllocations(tx, anew)
    const { episode: payload, subject } = ofEpisode(reopened)
    await record(
      tx,
      context,
      { ...subject, type: 'reconnect.episode-reopened', payload },
      // Readers were told that there was no referral.
      ...(episode.closureReason === 'RECORDED_IN_ERROR' ? [referralEvent({ ...reopened, facilityId: await referredFrom(tx, reopened) })] : []),
      // Declined, it is over as it was.
      ...(reopened.declinedAt ? [declineEvent(reopened)] : []),
      ...standing.map((row) => allocationEndedEvent(reopened, { ...row, endedAt: now })),
      ...anew.map((row) => allocatedEvent(reopened, row))
    )
    return { episode: reopened, reason, corrections: findDifferences(episode, opened) }
  })
}

/** The prison of the referral, from which the first move began. */
async function referredFrom(tx: Database, { id, facilityId }: EpisodeRow): Promise<string> {
  const [first] = await findTransfersOfEpisodes(tx, [id])
  return first?.fromFacilityId ?? facilityId
}
