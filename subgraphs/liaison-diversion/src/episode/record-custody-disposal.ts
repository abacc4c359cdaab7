import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotDispose } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'

export type DisposalInput = { disposal: NonNullable<EpisodeRow['custodyDisposal']>; disposedAt?: Date | null }

/** Records how police custody or the voluntary attendance ended; it may come after the closing. */
export function recordCustodyDisposal(context: Context, input: EpisodeChange & DisposalInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-custody-disposal', input }, async (tx, episode) => {
    const disposed = await updateEpisode(tx, episode.id, dispose(context, episode, input))
    await record(tx, context, disposalEvent(disposed))
    return disposed
  })
}

/** What the end of custody changes in an episode; refuses one that does not go with the setting. */
export function dispose({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { disposal, disposedAt }: DisposalInput) {
  const at = disposedAt ?? clock.now()
  mustPermit(whyNotDispose(episode, disposal, { at, now: clock.now() }))
  return { custodyDisposalAt: at, custodyDisposalBy: principal.subject, custodyDisposal: disposal }
}

export function disposalEvent(episode: EpisodeRow) {
  const facts = { disposal: episode.custodyDisposal ?? '' }
  return toEvent(episode, { type: 'liaison-diversion.custody-disposal-recorded', at: episode.custodyDisposalAt, facts })
}
