import { randomUUID } from 'node:crypto'
import { isOwnTeam } from '@throughcare/kit/access'
import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { isAllocated } from '../allocation/is-allocated.ts'
import { whyNotOfWorker } from '../allocation/worker.rules.ts'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { findEpisode, findEpisodeForChange, type EpisodeRow } from './episode.store.ts'

export type EpisodeChange = { episodeId: string; expectedVersion: number; idempotencyKey: string }

/** What every verb on a standing episode shares: may the caller, is it the version they read, then the verb's own work, all or nothing. */
export function changeEpisode(
  context: Context,
  { action, input }: { action: string; input: EpisodeChange },
  work: (tx: Database, episode: EpisodeRow) => Promise<EpisodeRow>
): Promise<EpisodeRow> {
  may(context, 'reconnect:write')
  return change(context, { action: `reconnect.${action}`, input, find: findEpisode }, async (tx) => {
    const episode = await getEpisodeToChange(tx, context, { action, id: input.episodeId })
    mustBeAt(episode, input.expectedVersion)
    return work(tx, episode)
  })
}

/** The episode, where the caller is of the team whose it is, or allocated to it and may do this there. */
async function getEpisodeToChange(tx: Database, { principal }: Context, { action, id }: { action: string; id: string }): Promise<EpisodeRow> {
  const none = () => refuse('NOT_FOUND', 'There is no such episode, or none you may change.')
  const episode = (await findEpisodeForChange(tx, id)) ?? none()
  if (!isOwnTeam(principal, episode.service)) return none()
  if (principal.organisation === episode.organisation) return episode
  if (episode.closedAt || !(await isAllocated(tx, episode.id, principal.subject))) return none()
  const fault = whyNotOfWorker(action)
  return fault ? refuse('FORBIDDEN', fault) : episode
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
