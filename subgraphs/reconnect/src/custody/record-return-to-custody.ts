import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { whyNotReturnToCustody } from './custody.rules.ts'

/** Records that the person is back in custody. The episode stays open until someone closes it; the next release is a new referral. */
export function recordReturnToCustody(context: Context, input: EpisodeChange & { returnedOn: string }): Promise<EpisodeRow> {
  const { principal, clock } = context
  return changeEpisode(context, { action: 'record-return-to-custody', input }, async (tx, episode) => {
    const { returnedOn } = input
    mustPermit(whyNotReturnToCustody(episode, returnedOn, londonDate(clock.now())))
    const changed = await updateEpisode(tx, episode.id, { returnedToCustodyOn: returnedOn, returnRecordedBy: principal.subject })
    const { episode: pointer, ...subject } = ofEpisode(changed)
    const occurredAt = instantOn(returnedOn, clock.now())
    await record(tx, context, { type: 'reconnect.returned-to-custody', ...subject, occurredAt, payload: { ...pointer, returnedOn } })
    return changed
  })
}
