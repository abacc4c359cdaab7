import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import type { EpisodeRow } from './episode.store.ts'

/** What every row that is part of an episode begins with: whose it is, and who wrote it down. */
export function partOf({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, id: string = randomUUID()) {
  const { recordId, organisation, service, retentionClass } = episode
  return { id, recordId, organisation, service, retentionClass, version: 1, recordedAt: clock.now(), recordedBy: principal.subject, episodeId: episode.id }
}

/** The same of a part that may be corrected, as it is before. */
export function correctablePartOf(context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, id?: string) {
  return { ...partOf(context, episode, id), correctedBy: null, withdrawnAt: null, withdrawnBy: null }
}
