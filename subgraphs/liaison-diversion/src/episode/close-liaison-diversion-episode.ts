import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, mustPermit, type EpisodeChange } from './change-episode.ts'
import { whyNotClose } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'

export type ClosureInput = { reason: NonNullable<EpisodeRow['closureReason']> }

/** Closes an episode with a reason. */
export function closeLiaisonDiversionEpisode(context: Context, input: EpisodeChange & ClosureInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'close-liaison-diversion-episode', input }, async (tx, episode) => {
    const closed = await updateEpisode(tx, episode.id, close(context, episode, input))
    await record(tx, context, closureEvent(closed))
    return closed
  })
}

/** What a closing changes in an episode; refuses it while nobody knows whether the person was seen. */
export function close({ principal, clock }: Context, episode: EpisodeRow, { reason }: ClosureInput) {
  mustPermit(whyNotClose(episode))
  return { closedAt: clock.now(), closedBy: principal.subject, closureReason: reason }
}

export function closureEvent({ id, recordId, version, facilityId, closedAt, closureReason }: EpisodeRow) {
  return {
    type: 'liaison-diversion.episode-closed' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    occurredAt: closedAt ?? undefined,
    payload: { episodeId: id, facilityId, reason: closureReason ?? '' }
  }
}
