import { randomUUID } from 'node:crypto'
import { whyNotDoInError } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import type { Changed } from '@throughcare/kit/episode-history'
import { openWorkRule } from '@throughcare/kit/episode-work'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { isAllocated } from '../allocation/is-allocated.ts'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { history } from '../history/history.store.ts'
import { writtenOver } from './correction.rules.ts'
import { findEpisode, findEpisodeForChange, type EpisodeRow } from './episode.store.ts'

export type EpisodeChange = { episodeId: string; expectedVersion: number; idempotencyKey: string }

/** What whoever is allocated to an episode does in it: the work with the person, on both sides of the gate. */
const mustWorkIn = openWorkRule(
  new Set([
    ...['assess-reconnect-needs', 'review-reconnect-need', 'explain-unmet-reconnect-need', 'make-reconnect-plan', 'set-goal', 'review-goal'],
    ...['record-reconnect-contact', 'record-continuity', 'plan-gate-meeting', 'record-gate-meeting', 'record-milestone', 'accept-allocation']
  ])
)

const stillDoneInError = new Set(['reopen-reconnect-episode', 'end-reconnect-peer-support'])

/**
 * What every verb on a standing episode shares: may the caller, is it the version they read, then the verb's own work and a line in the
 * episode's history, all or nothing.
 */
export function changeEpisode(
  context: Context,
  { action, input }: { action: string; input: EpisodeChange },
  work: (tx: Database, episode: EpisodeRow) => Promise<Changed<EpisodeRow>>
): Promise<EpisodeRow> {
  may(context, 'reconnect:write')
  return change(context, { action: `reconnect.${action}`, input, id: input.episodeId, find: findEpisode }, async (tx) => {
    const found = await findEpisodeForChange(tx, input.episodeId)
    const episode = await mustWorkIn(context.principal, { action, episode: found, hasIt: ({ id }) => isAllocated(tx, id, context.principal.subject) })
    if (episode.version !== input.expectedVersion) await history.refuseOldReading(tx, episode, input.expectedVersion)
    mustPermit(whyNotDoInError(episode, action, stillDoneInError))
    const changed = await work(tx, episode)
    const { episode: row, ...correction } = 'episode' in changed ? changed : { episode: changed, corrections: writtenOver(episode, changed) }
    await history.insertEpisodeChanges(tx, [{ ...changeOf(context, row, action), ...correction }])
    return row
  })
}

/** The line that a change leaves in the history of an episode. */
export function changeOf({ principal, clock }: Pick<Context, 'principal' | 'clock'>, row: EpisodeRow, action: string) {
  const { id: episodeId, recordId, organisation, service, retentionClass, version: episodeVersion } = row
  const written = { version: 1, recordedAt: clock.now(), recordedBy: principal.subject }
  return { id: randomUUID(), recordId, organisation, service, retentionClass, ...written, episodeId, episodeVersion, action }
}

/** What every event of an episode says, the version being the one after the change. */
export function ofEpisode({ id, recordId, version, facilityId }: EpisodeRow) {
  return { subject: { subjectId: id, subjectVersion: version, recordId }, episode: { episodeId: id, facilityId } }
}

/** The columns of a new row that is part of an episode and may be corrected: whose it is, and who writes it down. */
export function partOf({ principal, clock }: Pick<Context, 'principal' | 'clock'>, { id, recordId, organisation, service, retentionClass }: EpisodeRow) {
  return {
    id: randomUUID(),
    recordId,
    organisation,
    service,
    retentionClass,
    version: 1,
    recordedAt: clock.now(),
    recordedBy: principal.subject,
    episodeId: id,
    correctedBy: null,
    withdrawnAt: null,
    withdrawnBy: null
  }
}
