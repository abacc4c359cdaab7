import type { Database } from '@throughcare/kit/db'
import { openWorkRule } from '@throughcare/kit/episode-work'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { findChangesSince, insertEpisodeChange, type NewEpisodeChange } from '../history/history.store.ts'
import { whyNotDoInError } from './episode.rules.ts'
import { findEpisode, findEpisodeForChange, type EpisodeRow } from './episode.store.ts'
import { partOf } from './part-of.ts'

export type EpisodeChange = { episodeId: string; expectedVersion: number; idempotencyKey: string }

/** What a verb made of an episode; `reason` and `corrections` go into its history beside who did it. */
export type Changed = EpisodeRow | { episode: EpisodeRow; reason: string; corrections: NonNullable<NewEpisodeChange['corrections']> }

/** What whoever has an episode does in it: the work with the person, from the screening to what became of the case. */
const mustWorkIn = openWorkRule(
  new Set([
    ...['offer-screening', 'record-screening', 'record-not-seen', 'record-assessment', 'request-specialist-assessment'],
    ...['identify-needs', 'review-need', 'explain-unmet-need', 'record-contact'],
    ...['record-child-circumstances', 'call-appropriate-adult', 'record-appropriate-adult-arrival', 'flag-cohort', 'unflag-cohort'],
    ...['record-custody-disposal', 'record-justice-outcome', 'record-diversion']
  ])
)

/**
 * What every verb on a standing episode shares: may the caller, is it the version they read, then the verb's own work and a line in the
 * episode's history, all or nothing.
 */
export function changeEpisode(
  context: Context,
  { action, input }: { action: string; input: EpisodeChange },
  work: (tx: Database, episode: EpisodeRow) => Promise<Changed>
): Promise<EpisodeRow> {
  may(context, 'liaison-diversion:write')
  return change(context, { action: `liaison-diversion.${action}`, input, find: findEpisode }, async (tx) => {
    const found = await findEpisodeForChange(tx, input.episodeId)
    const episode = await mustWorkIn(context.principal, { action, episode: found, hasIt: ({ worker }) => worker === context.principal.subject })
    if (episode.version !== input.expectedVersion) await refuseOldReading(tx, episode, input.expectedVersion)
    mustPermit(whyNotDoInError(episode, action))
    const changed = await work(tx, episode)
    const { episode: row, ...correction } = 'episode' in changed ? changed : { episode: changed }
    await insertEpisodeChange(tx, { ...partOf(context, row), episodeVersion: row.version, action, ...correction })
    return row
  })
}

/** Refuses a change made from an old reading, and says what was done since. */
async function refuseOldReading(tx: Database, { id, version }: EpisodeRow, expectedVersion: number): Promise<never> {
  const changes = (await findChangesSince(tx, id, expectedVersion)).map(({ action, recordedAt }) => ({ action, recordedAt: recordedAt.toISOString() }))
  const since = changes.length > 0 ? ` Done since: ${changes.map(({ action }) => action.replaceAll('-', ' ')).join(', ')}.` : ''
  return refuse(
    'CONFLICT',
    `This was changed since you read it: it is at version ${version}, you read version ${expectedVersion}.${since} Read it again, then decide.`,
    { version, changes }
  )
}
