import { writtenOverIn } from '@throughcare/kit/correction.rules'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { healthNeedsMetOn, reviewed, whyNotReviewNeed } from './need.rules.ts'
import { findNeedsOfEpisodes, updateNeeds, type NeedRow } from './need.store.ts'

type ReviewInput = { needId: string; status: NeedRow['status']; statusAt?: Date | null }

/** Records what became of a need. When the last health need is settled, support has reached its end. */
export function reviewReconnectNeed(context: Context, input: EpisodeChange & ReviewInput): Promise<EpisodeRow> {
  const { principal, clock } = context
  return changeEpisode(context, { action: 'review-reconnect-need', input }, async (tx, episode) => {
    const needs = await findNeedsOfEpisodes(tx, [episode.id])
    const need = needs.find(({ id }) => id === input.needId) ?? refuse('NOT_FOUND', 'There is no such need in this episode.')
    const statusAt = input.statusAt ?? clock.now()
    mustPermit(whyNotReviewNeed(episode, { need, statusAt }, clock.now()) ?? whyNotAlive(episode, statusAt))
    const after = reviewed(need, { status: input.status, statusAt, statusBy: principal.subject })
    await updateNeeds(tx, [after])
    const others = needs.filter(({ id }) => id !== need.id)
    const changed = await updateEpisode(tx, episode.id, { healthNeedsMetOn: healthNeedsMetOn([...others, after]) })
    await record(tx, context, needReviewedEvent(changed, after))
    return { episode: changed, corrections: writtenOverIn('needs', need, { status: after.status, statusAt: after.statusAt }) }
  })
}

export function needReviewedEvent(row: EpisodeRow, { id, statusAt }: NeedRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.need-reviewed' as const, occurredAt: statusAt, payload: { ...episode, needId: id } }
}
