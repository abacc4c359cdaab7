import { londonDate } from '@throughcare/kit/clock'
import { startOfDay } from '@throughcare/kit/day.rules'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotDecide, whyNotDecideAgain } from './justice-outcome.rules.ts'
import { findJusticeOutcomesOfEpisodes, insertJusticeOutcome, type JusticeOutcomeRow } from './justice-outcome.store.ts'

export type DecisionInput = Pick<JusticeOutcomeRow, 'decidedBy' | 'code'> & { decidedOn?: string | null }

/** Records a decision of the police or a court; it may come after the closing, and there may be several, but the same one once. */
export function recordJusticeOutcome(context: Context, input: EpisodeChange & DecisionInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-justice-outcome', input }, async (tx, episode) => {
    const now = context.clock.now()
    const decision = { decidedBy: input.decidedBy, code: input.code.trim(), decidedOn: input.decidedOn ?? londonDate(now) }
    mustPermit(whyNotDecide(decision, { receivedAt: episode.receivedAt, now }))
    mustPermit(whyNotDecideAgain(decision, await findJusticeOutcomesOfEpisodes(tx, [episode.id])))
    const row: JusticeOutcomeRow = { ...correctablePartOf(context, episode), ...decision }
    await insertJusticeOutcome(tx, row)
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, justiceOutcomeEvent(changed, row))
    return changed
  })
}

export function justiceOutcomeEvent(episode: EpisodeRow, { id, decidedBy, code, decidedOn }: JusticeOutcomeRow) {
  // A day is all that is known of it: it counts from that day's beginning, but not from before the alert came.
  const began = startOfDay(decidedOn)
  const at = began < episode.receivedAt ? episode.receivedAt : began
  return toEvent(episode, { type: 'liaison-diversion.justice-outcome-recorded', at, facts: { justiceOutcomeId: id, decidedBy, code } })
}
