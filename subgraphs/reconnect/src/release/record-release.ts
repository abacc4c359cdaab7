import { whyNotKeep } from '@throughcare/kit/correct-parts'
import { mustPermit } from '@throughcare/kit/errors'
import { londonDate } from '@throughcare/kit/clock'
import { allocationEndedEvent } from '../allocation/accept-allocation.ts'
import { endedByRelease } from '../allocation/allocation.rules.ts'
import { endAllocations, findAllocationsOfEpisodes } from '../allocation/allocation.store.ts'
import { record } from '../change.ts'
import { firstContactOn } from '../contact/contact.rules.ts'
import { continuityEvents } from '../continuity/record-continuity.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { correctParts, partsOf } from '../episode/correct-parts.ts'
import { whyNotCorrect } from '../episode/correction.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { moveToRelease } from '../gate/gate.rules.ts'
import { instantOn, whyNotRecordRelease } from './release.rules.ts'

export type ReleaseInput = { releasedOn: string; sleptAt?: EpisodeRow['sleptAt'] }

/** Records that the person was released; again, to correct the date or to add where they slept. A meeting planned at the gate goes with the day. */
export function recordRelease(context: Context, input: EpisodeChange & ReleaseInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-release', input }, async (tx, episode) => {
    const now = context.clock.now()
    const changes = { ...release(context, episode, input), ...moveToRelease(episode, input.releasedOn) }
    const parts = await correctParts(tx, context, { episodeId: episode.id, given: {}, besides: ['contacts', 'prisonTransfers', 'continuity'] })
    const after = { ...episode, ...changes }
    // What was recorded since, or before, has to go with the release as much as where it is corrected.
    mustPermit(whyNotCorrect(episode, { corrected: {}, after }, now) ?? whyNotKeep(parts, { before: episode, after, now }))
    const released = await updateEpisode(tx, episode.id, { ...changes, firstContactOn: firstContactOn(after, partsOf(parts, 'contacts')) })
    const relieved = endedByRelease(await findAllocationsOfEpisodes(tx, [episode.id]))
    await endAllocations(
      tx,
      relieved.map(({ id }) => id),
      now
    )
    await record(
      tx,
      context,
      releaseEvent(context, released),
      ...relieved.map((row) => allocationEndedEvent(released, { ...row, endedAt: now })),
      ...continuityEvents(context, released, partsOf(parts, 'continuity'))
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
