import { mustPermit } from '@throughcare/kit/errors'
import { londonDate } from '@throughcare/kit/clock'
import { allocationEndedEvent } from '../allocation/accept-allocation.ts'
import { endedByRelease } from '../allocation/allocation.rules.ts'
import { endAllocations, findAllocationsOfEpisodes } from '../allocation/allocation.store.ts'
import { record } from '../change.ts'
import { firstContactOn } from '../contact/contact.rules.ts'
import { findContactsOfEpisodes } from '../contact/contact.store.ts'
import { findContinuityOfEpisodes } from '../continuity/continuity.store.ts'
import { continuityEvents } from '../continuity/record-continuity.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn, whyNotRecordRelease } from './release.rules.ts'

export type ReleaseInput = { releasedOn: string; sleptAt?: EpisodeRow['sleptAt'] }

/** Records that the person was released; again, to correct the date or to add where they slept. */
export function recordRelease(context: Context, input: EpisodeChange & ReleaseInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-release', input }, async (tx, episode) => {
    const changes = release(context, episode, input)
    const contacts = await findContactsOfEpisodes(tx, [episode.id])
    const released = await updateEpisode(tx, episode.id, { ...changes, firstContactOn: firstContactOn(input.releasedOn, contacts) })
    const relieved = endedByRelease(await findAllocationsOfEpisodes(tx, [episode.id]))
    const now = context.clock.now()
    await endAllocations(
      tx,
      relieved.map(({ id }) => id),
      now
    )
    const supplies = await findContinuityOfEpisodes(tx, [episode.id])
    await record(
      tx,
      context,
      releaseEvent(context, released),
      ...relieved.map((row) => allocationEndedEvent(released, { ...row, endedAt: now })),
      ...continuityEvents(context, released, supplies)
    )
    return released
  })
}

/** What a release changes in an episode; refuses one on a day to come. */
export function release({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { releasedOn, sleptAt }: ReleaseInput) {
  mustPermit(whyNotRecordRelease(episode, releasedOn, londonDate(clock.now())))
  return { actualReleaseDate: releasedOn, releaseRecordedBy: principal.subject, sleptAt: sleptAt ?? episode.sleptAt }
}

export function releaseEvent({ clock }: Pick<Context, 'clock'>, row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  const releasedOn = row.actualReleaseDate ?? ''
  return { ...subject, type: 'reconnect.released' as const, occurredAt: instantOn(releasedOn, clock.now()), payload: { ...episode, releasedOn } }
}
