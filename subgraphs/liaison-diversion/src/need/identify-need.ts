import { mustPermit } from '@throughcare/kit/errors'
import { randomUUID } from 'node:crypto'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { whyNotIdentifyNeed } from '../episode/episode.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { insertNeeds, type NeedRow } from './need.store.ts'

export type NeedInput = { needCode: string; status?: NeedRow['status'] | null; identifiedAt?: Date }

/** Adds a need that was identified to an episode. */
export function identifyNeed(context: Context, input: EpisodeChange & NeedInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'identify-need', input }, async (tx, episode) => {
    const need = addNeed(context, episode, { ...input, id: randomUUID() })
    await insertNeeds(tx, [need])
    await record(tx, context, needEvent(episode, need))
    return updateEpisode(tx, episode.id, {})
  })
}

/** The need that is added; refuses one before the screening or after the closing. */
export function addNeed(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { id, needCode, status, identifiedAt }: NeedInput & { id: string }
): NeedRow {
  mustPermit(whyNotIdentifyNeed(episode))
  const { recordId, organisation, service, retentionClass } = episode
  return {
    id,
    recordId,
    organisation,
    service,
    retentionClass,
    version: 1,
    recordedAt: clock.now(),
    recordedBy: principal.subject,
    episodeId: episode.id,
    code: needCode,
    status: status ?? 'IDENTIFIED',
    identifiedAt: identifiedAt ?? clock.now()
  }
}

export function needEvent(episode: EpisodeRow, { id, code, status, identifiedAt }: NeedRow) {
  return {
    type: 'liaison-diversion.need-identified' as const,
    subjectId: episode.id,
    subjectVersion: episode.version + 1,
    recordId: episode.recordId,
    occurredAt: identifiedAt,
    payload: { episodeId: episode.id, facilityId: episode.facilityId, needId: id, needCode: code, status }
  }
}
