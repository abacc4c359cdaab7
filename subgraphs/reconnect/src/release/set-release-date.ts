import { mustPermit } from '@throughcare/kit/errors'
import { randomUUID } from 'node:crypto'
import type { PlannedReleaseReason } from '../../db/codes.ts'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { moveGateMeeting } from '../gate/gate.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotSetReleaseDate } from './release.rules.ts'
import { insertPlannedReleases, type PlannedReleaseRow } from './release.store.ts'

export type ReleaseDateInput = { date: string; reason: PlannedReleaseReason; recordedAt?: Date }

/** Sets the planned release date; earlier ones are kept. Tasks and a planned gate meeting go with it. */
export function setReleaseDate(context: Context, input: EpisodeChange & ReleaseDateInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'set-release-date', input }, async (tx, episode) => {
    const { changes, plannedRelease } = planRelease(context, episode, { ...input, id: randomUUID() })
    await insertPlannedReleases(tx, [plannedRelease])
    const planned = await updateEpisode(tx, episode.id, changes)
    await record(tx, context, releaseDateEvent(planned, plannedRelease))
    return planned
  })
}

/** The planned release that is added, and what it changes in the episode; refuses a second first date and a repetition. */
export function planRelease(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { id, date, reason, recordedAt }: ReleaseDateInput & { id: string }
) {
  mustPermit(whyNotSetReleaseDate(episode, { date, reason }))
  const { recordId, organisation, service, retentionClass } = episode
  const plannedRelease: PlannedReleaseRow = {
    id,
    recordId,
    organisation,
    service,
    retentionClass,
    version: 1,
    recordedAt: recordedAt ?? clock.now(),
    recordedBy: principal.subject,
    episodeId: episode.id,
    date,
    reason,
    ...{ correctedBy: null, withdrawnAt: null, withdrawnBy: null }
  }
  return { plannedRelease, changes: { plannedReleaseDate: date, ...moveGateMeeting(episode, date) } }
}

export function releaseDateEvent(row: EpisodeRow, { id: plannedReleaseId, date, recordedAt }: PlannedReleaseRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.release-date-set' as const, occurredAt: recordedAt, payload: { ...episode, plannedReleaseId, date } }
}
