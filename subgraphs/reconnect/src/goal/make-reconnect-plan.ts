import { mustPermit } from '@throughcare/kit/errors'
import { randomUUID } from 'node:crypto'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { goalsOpenSince, whyNotMakePlan } from './goal.rules.ts'
import { findGoalsOfEpisodes, insertGoals } from './goal.store.ts'
import { addGoal } from './set-goal.ts'

type PlanInput = { needCodes: readonly string[]; madeAt?: Date | null }

/** Makes the plan: a goal for each need named. Needs that have a goal already keep it. */
export function makeReconnectPlan(context: Context, input: EpisodeChange & PlanInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'make-reconnect-plan', input }, async (tx, episode) => {
    const standing = await findGoalsOfEpisodes(tx, [episode.id])
    const madeAt = input.madeAt ?? context.clock.now()
    mustPermit(whyNotMakePlan(episode, { needCodes: input.needCodes, standing, madeAt }, context.clock.now()))
    const missing = input.needCodes.filter((code) => !standing.some(({ needCode }) => needCode === code))
    const goals = missing.map((needCode) => addGoal(context, episode, { id: randomUUID(), needCode, setAt: madeAt }))
    await insertGoals(tx, goals)
    const planned = await updateEpisode(tx, episode.id, {
      planMadeAt: madeAt,
      planMadeBy: context.principal.subject,
      goalsOpenSince: goalsOpenSince([...standing, ...goals])
    })
    await record(tx, context, planEvent(planned))
    return planned
  })
}

function planEvent(row: EpisodeRow) {
  const { episode, ...subject } = ofEpisode(row)
  return { type: 'reconnect.plan-made' as const, ...subject, occurredAt: row.planMadeAt ?? undefined, payload: episode }
}
