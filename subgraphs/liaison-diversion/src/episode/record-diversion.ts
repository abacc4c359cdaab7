import { mustPermit } from '@throughcare/kit/errors'
import { sourceIdOf } from '@throughcare/kit/ids'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { diversionFields, whyNotDivert, type DiversionOutcome } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'

export type DiversionInput = { divertedAt?: Date | null; outcome: DiversionOutcome }

/** Records what became of the case as far as diversion goes. Courts decide late, so it may come after the closing. Each outcome once. */
export function recordDiversion(context: Context, input: EpisodeChange & DiversionInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-diversion', input }, async (tx, episode) => {
    const diverted = await updateEpisode(tx, episode.id, divert(context, episode, input))
    await record(tx, context, diversionEvent(diverted, input.outcome))
    return diverted
  })
}

/** What an outcome changes in an episode: its own fact, beside those that stand. */
export function divert({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, input: DiversionInput): Partial<EpisodeRow> {
  const divertedAt = input.divertedAt ?? clock.now()
  mustPermit(whyNotDivert(episode, input.outcome, { at: divertedAt, now: clock.now() }))
  const { at, by } = diversionFields[input.outcome]
  return { [at]: divertedAt, [by]: principal.subject }
}

export function diversionEvent(episode: EpisodeRow, outcome: DiversionOutcome) {
  const facts = { diversionId: diversionIdOf(episode, outcome), outcome }
  return toEvent(episode, { type: 'liaison-diversion.diversion-recorded', at: episode[diversionFields[outcome].at], facts })
}

/** Which of the outcomes of an episode it is, for readers who are not told what they came to. */
export function diversionIdOf({ id }: Pick<EpisodeRow, 'id'>, outcome: DiversionOutcome): string {
  return sourceIdOf('liaison-diversion-diversion', id, outcome)
}
