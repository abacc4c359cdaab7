import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotThen } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'

export type DiversionInput = { divertedAt?: Date | null; outcome: NonNullable<EpisodeRow['outcome']> }

/** Records what became of the case as far as diversion goes. Courts decide late, so it may come after the closing, and again. */
export function recordDiversion(context: Context, input: EpisodeChange & DiversionInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-diversion', input }, async (tx, episode) => {
    const diverted = await updateEpisode(tx, episode.id, divert(context, episode, input))
    await record(tx, context, diversionEvent(diverted))
    return diverted
  })
}

/** What an outcome changes in an episode. */
export function divert({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { divertedAt, outcome }: DiversionInput) {
  const at = divertedAt ?? clock.now()
  mustPermit(whyNotThen(episode, at, clock.now()))
  return { diversionAt: at, diversionBy: principal.subject, outcome }
}

export function diversionEvent({ id, recordId, version, facilityId, diversionAt, outcome }: EpisodeRow) {
  return {
    type: 'liaison-diversion.diversion-recorded' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    occurredAt: diversionAt ?? undefined,
    payload: { episodeId: id, facilityId, outcome: outcome ?? '' }
  }
}
