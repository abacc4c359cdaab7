import { findDifferences } from '@throughcare/kit/correction.rules'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { withdrawIssues } from '../court-report/issued-court-report.store.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotOpen } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { referralEvent } from './receive-referral.ts'
import { toEvent } from './to-event.ts'

/** Opens a closed episode again; the closing stays in its history. */
export function reopenLiaisonDiversionEpisode(context: Context, input: EpisodeChange & { reason: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'reopen-liaison-diversion-episode', input }, async (tx, episode) => {
    const reason = input.reason.trim() || refuse('BAD_USER_INPUT', 'Say why the work goes on, in a sentence.', { field: 'reason' })
    mustPermit(whyNotOpen(episode))
    const opened = { closedAt: null, closedBy: null, closureReason: null }
    const at = context.clock.now()
    const reopened = await updateEpisode(tx, episode.id, { ...opened, reopenedAt: at, reopenedBy: context.principal.subject })
    const told = toEvent(reopened, { type: 'liaison-diversion.episode-reopened', at, facts: { worker: reopened.worker } })
    const wasInError = episode.closureReason === 'RECORDED_IN_ERROR'
    if (wasInError) await withdrawIssues(tx, episode.id, { withdrawnAt: null, withdrawnBy: null })
    // Readers were told that there was no referral.
    await record(tx, context, told, ...(wasInError ? [referralEvent(reopened)] : []))
    return { episode: reopened, reason, corrections: findDifferences(episode, opened) }
  })
}
