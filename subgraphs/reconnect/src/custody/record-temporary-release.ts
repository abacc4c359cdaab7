import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { whyNotReleaseTemporarily } from './custody.rules.ts'

/** Records a temporary release on licence, of which the episode keeps the last. No clock starts. */
export function recordTemporaryRelease(context: Context, input: EpisodeChange & { releasedOn: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-temporary-release', input }, async (tx, episode) => {
    const changed = await updateEpisode(tx, episode.id, releaseTemporarily(context, episode, input.releasedOn))
    await record(tx, context, temporaryReleaseEvent(context, { ...changed, temporarilyReleasedOn: input.releasedOn }))
    return changed
  })
}

/** What a temporary release changes in an episode: nothing, where a later one is recorded already; refuses one on a day to come. */
export function releaseTemporarily({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, releasedOn: string) {
  mustPermit(whyNotReleaseTemporarily(episode, releasedOn, londonDate(clock.now())))
  if (episode.temporarilyReleasedOn !== null && episode.temporarilyReleasedOn > releasedOn) return {}
  return { temporarilyReleasedOn: releasedOn, temporaryReleaseRecordedBy: principal.subject }
}

export function temporaryReleaseEvent({ clock }: Pick<Context, 'clock'>, row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  const releasedOn = row.temporarilyReleasedOn ?? ''
  return { ...subject, type: 'reconnect.temporarily-released' as const, occurredAt: instantOn(releasedOn, clock.now()), payload: { ...episode, releasedOn } }
}
