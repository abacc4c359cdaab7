import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { whyNotReleaseTemporarily } from './custody.rules.ts'

/** Records the latest temporary release on licence. No clock starts. */
export function recordTemporaryRelease(context: Context, input: EpisodeChange & { releasedOn: string }): Promise<EpisodeRow> {
  const { principal, clock } = context
  return changeEpisode(context, { action: 'record-temporary-release', input }, async (tx, episode) => {
    const { releasedOn } = input
    mustPermit(whyNotReleaseTemporarily(episode, releasedOn, londonDate(clock.now())))
    const changed = await updateEpisode(tx, episode.id, { temporarilyReleasedOn: releasedOn, temporaryReleaseRecordedBy: principal.subject })
    const { episode: pointer, ...subject } = ofEpisode(changed)
    const occurredAt = instantOn(releasedOn, clock.now())
    await record(tx, context, { type: 'reconnect.temporarily-released', ...subject, occurredAt, payload: { ...pointer, releasedOn } })
    return changed
  })
}
