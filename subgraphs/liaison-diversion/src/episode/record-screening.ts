import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import { whyTooYoung } from '../child/age.rules.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotScreen } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'

export type ScreeningInput = {
  screenedAt?: Date | null
  outcome: NonNullable<EpisodeRow['screeningOutcome']>
  risk: NonNullable<EpisodeRow['screeningRisk']>
  urgency?: EpisodeRow['screeningUrgency'] | undefined
}

/** Records that the person was screened. */
export function recordScreening(context: Context, input: EpisodeChange & ScreeningInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-screening', input }, async (tx, episode) => {
    const screened = await updateEpisode(tx, episode.id, screen(context, episode, input))
    await record(tx, context, screeningEvent(screened))
    return screened
  })
}

/** What a screening changes in an episode; refuses one out of order. */
export function screen({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, input: ScreeningInput) {
  const { outcome, risk, urgency } = input
  const at = input.screenedAt ?? clock.now()
  mustPermit(whyNotScreen(episode, at, clock.now()) ?? whyTooYoung(episode.bornOn, at))
  return { screenedAt: at, screenedBy: principal.subject, screeningOutcome: outcome, screeningRisk: risk, screeningUrgency: urgency ?? null }
}

export function screeningEvent(episode: EpisodeRow) {
  return toEvent(episode, { type: 'liaison-diversion.screening-recorded', at: episode.screenedAt, facts: { outcome: episode.screeningOutcome ?? '' } })
}
