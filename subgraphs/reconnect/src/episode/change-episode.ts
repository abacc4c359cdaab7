import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { openWorkRule } from '@throughcare/kit/episode-work'
import { may } from '@throughcare/kit/roles'
import { isAllocated } from '../allocation/is-allocated.ts'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { findEpisode, findEpisodeForChange, type EpisodeRow } from './episode.store.ts'

export type EpisodeChange = { episodeId: string; expectedVersion: number; idempotencyKey: string }

/** What whoever is allocated to an episode does in it: the work with the person, on both sides of the gate. */
const mustWorkIn = openWorkRule(
  new Set([
    ...['assess-reconnect-needs', 'review-reconnect-need', 'explain-unmet-reconnect-need', 'make-reconnect-plan', 'set-goal', 'review-goal'],
    ...['record-reconnect-contact', 'record-continuity', 'plan-gate-meeting', 'record-gate-meeting', 'record-milestone', 'accept-allocation']
  ])
)

/** What every verb on a standing episode shares: may the caller, is it the version they read, then the verb's own work, all or nothing. */
export function changeEpisode(
  context: Context,
  { action, input }: { action: string; input: EpisodeChange },
  work: (tx: Database, episode: EpisodeRow) => Promise<EpisodeRow>
): Promise<EpisodeRow> {
  may(context, 'reconnect:write')
  return change(context, { action: `reconnect.${action}`, input, find: findEpisode }, async (tx) => {
    const found = await findEpisodeForChange(tx, input.episodeId)
    const episode = await mustWorkIn(context.principal, { action, episode: found, hasIt: ({ id }) => isAllocated(tx, id, context.principal.subject) })
    mustBeAt(episode, input.expectedVersion)
    return work(tx, episode)
  })
}

/** What every event of an episode says, the version being the one after the change. */
export function ofEpisode({ id, recordId, version, facilityId }: EpisodeRow) {
  return { subjectId: id, subjectVersion: version, recordId, episode: { episodeId: id, facilityId } }
}

/** The columns of a new row that is part of an episode: whose it is, and who writes it down. */
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
    episodeId: id
  }
}
