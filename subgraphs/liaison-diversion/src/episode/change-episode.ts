import { whyNotDoInError } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import type { Changed } from '@throughcare/kit/episode-history'
import { openWorkRule } from '@throughcare/kit/episode-work'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { history } from '../history/history.store.ts'
import { writtenOver } from './correction.rules.ts'
import { findEpisode, findEpisodeForChange, type EpisodeRow } from './episode.store.ts'
import { partOf } from './part-of.ts'

export type EpisodeChange = { episodeId: string; expectedVersion: number; idempotencyKey: string }

/** What whoever has an episode does in it: the work with the person, from the screening to what became of the case. */
const mustWorkIn = openWorkRule(
  new Set([
    ...['offer-screening', 'record-screening', 'record-not-seen', 'record-assessment', 'request-specialist-assessment'],
    ...['identify-needs', 'review-need', 'explain-unmet-need', 'record-contact'],
    ...['record-child-circumstances', 'call-appropriate-adult', 'record-appropriate-adult-arrival', 'flag-cohort', 'unflag-cohort'],
    ...['record-custody-disposal', 'record-justice-outcome', 'record-diversion']
  ])
)

/** What still may be done in an episode that was recorded in error. */
const stillDoneInError = new Set(['reopen-liaison-diversion-episode', 'end-peer-support', 'cancel-court-report'])

/**
 * What every verb on a standing episode shares: may the caller, is it the version they read, then the verb's own work and a line in the
 * episode's history, all or nothing.
 */
export function changeEpisode(
  context: Context,
  { action, input }: { action: string; input: EpisodeChange },
  work: (tx: Database, episode: EpisodeRow) => Promise<Changed<EpisodeRow>>
): Promise<EpisodeRow> {
  may(context, 'liaison-diversion:write')
  return change(context, { action: `liaison-diversion.${action}`, input, id: input.episodeId, find: findEpisode }, async (tx) => {
    const found = await findEpisodeForChange(tx, input.episodeId)
    const episode = await mustWorkIn(context.principal, { action, episode: found, hasIt: ({ worker }) => worker === context.principal.subject })
    if (episode.version !== input.expectedVersion) await history.refuseOldReading(tx, episode, input.expectedVersion)
    mustPermit(whyNotDoInError(episode, action, stillDoneInError))
    const changed = await work(tx, episode)
    const { episode: row, ...correction } = 'episode' in changed ? changed : { episode: changed, corrections: writtenOver(episode, changed) }
    await history.insertEpisodeChanges(tx, [{ ...partOf(context, row), episodeVersion: row.version, action, ...correction }])
    return row
  })
}
