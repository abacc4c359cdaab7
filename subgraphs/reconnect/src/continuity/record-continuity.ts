import { findDifferences } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { runsOutOn, whyNotRecordContinuity } from './continuity.rules.ts'
import { findContinuityOfEpisodes, upsertContinuity, type ContinuityRow } from './continuity.store.ts'

export type ContinuityInput = Pick<ContinuityRow, 'kind' | 'daysInHand'> & {
  continuesOn?: ContinuityRow['continuesOn'] | undefined
  continuesBy?: ContinuityRow['continuesBy'] | undefined
}

/** Records how long the supply from prison lasts and when it goes on in the community; again, to correct or complete it. */
export function recordContinuity(context: Context, input: EpisodeChange & ContinuityInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-continuity', input }, async (tx, episode) => {
    const row = supply(context, episode, input)
    const before = (await findContinuityOfEpisodes(tx, [episode.id])).find(({ kind }) => kind === row.kind)
    await upsertContinuity(tx, [row])
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, ...continuityEvents(context, changed, [row]))
    return { episode: changed, corrections: before ? writtenOver(before, row) : [] }
  })
}

function writtenOver(before: ContinuityRow, { daysInHand, continuesOn, continuesBy }: ContinuityRow) {
  const differences = findDifferences(before, { daysInHand, continuesOn, continuesBy })
  return differences.map((one) => ({ ...one, field: `continuity.${one.field}`, partId: before.id }))
}

/** The row of one kind of supply; refuses one before the release. */
export function supply(
  context: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { kind, daysInHand, continuesOn = null, continuesBy = null }: ContinuityInput
): ContinuityRow {
  mustPermit(whyNotRecordContinuity(episode, { daysInHand, continuesOn, continuesBy }))
  return { ...partOf(context, episode), kind, daysInHand, continuesOn, continuesBy }
}

/** What the supply comes to, counted from the release as it is recorded now: told again where that is corrected. */
export function continuityEvents({ clock }: Pick<Context, 'clock'>, row: EpisodeRow, supplies: readonly ContinuityRow[]) {
  const { episode, subject } = ofEpisode(row)
  const releasedOn = row.actualReleaseDate
  if (!releasedOn) return []
  const occurredAt = instantOn(releasedOn, clock.now())
  return supplies.map(({ kind, daysInHand, continuesOn }) => ({
    ...subject,
    type: kind === 'MEDICINE' ? ('reconnect.medicine-continuity-recorded' as const) : ('reconnect.treatment-continuity-recorded' as const),
    occurredAt,
    payload: { ...episode, runsOutOn: runsOutOn(releasedOn, daysInHand), continuesOn }
  }))
}
