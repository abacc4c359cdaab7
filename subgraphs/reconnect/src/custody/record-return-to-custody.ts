import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import { firstContactOn } from '../contact/contact.rules.ts'
import { findContactsOfEpisodes } from '../contact/contact.store.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { whyNotReturnToCustody } from './custody.rules.ts'

/** Records that the person is back in custody. The episode stays open until someone closes it; the next release is a new referral. */
export function recordReturnToCustody(context: Context, input: EpisodeChange & { returnedOn: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-return-to-custody', input }, async (tx, episode) => {
    const changes = returnToCustody(context, episode, input.returnedOn)
    const contacts = await findContactsOfEpisodes(tx, [episode.id])
    const changed = await updateEpisode(tx, episode.id, { ...changes, firstContactOn: firstContactOn({ ...episode, ...changes }, contacts) })
    await record(tx, context, returnEvent(context, changed))
    return changed
  })
}

/** What a return changes in an episode; refuses one before the release. */
export function returnToCustody({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, returnedOn: string) {
  mustPermit(whyNotReturnToCustody(episode, returnedOn, londonDate(clock.now())))
  return { returnedToCustodyOn: returnedOn, returnRecordedBy: principal.subject }
}

export function returnEvent({ clock }: Pick<Context, 'clock'>, row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  const returnedOn = row.returnedToCustodyOn ?? ''
  return { ...subject, type: 'reconnect.returned-to-custody' as const, occurredAt: instantOn(returnedOn, clock.now()), payload: { ...episode, returnedOn } }
}
