import { mustPermit } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { randomUUID } from 'node:crypto'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { goalsOpenSince, whyNotMakePlan } from './goal.rules.ts'
import { findGoalsOfEpisodes, insertGoals, type GoalRow } from './goal.store.ts'
import { addGoal } from './set-goal.ts'

type PlanInput = { needCodes: readonly string[]; madeAt?: Date | null }

/** Makes the plan: a goal for each need named. Needs that have a goal already keep it. */
export function makeReconnectPlan(context: Context, input: EpisodeChange & PlanInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'make-reconnect-plan', input }, async (tx, episode) => {
    const [known, standing] = await Promise.all([knownNeeds.findKnownNeeds(tx), findGoalsOfEpisodes(tx, [episode.id])])
    const madeAt = input.madeAt ?? context.clock.now()
    const changes = plan(context, episode, { needCodes: input.needCodes, standing, madeAt })
    const missing = input.needCodes.filter((code) => !standing.some(({ needCode }) => needCode === code))
    const goals = missing.map((needCode) => addGoal(context, episode, { id: randomUUID(), needCode, setAt: madeAt }))
    mustPermit(whyNotOfTaxonomy(known, missing))
    await insertGoals(tx, goals)
    const planned = await updateEpisode(tx, episode.id, {
      ...changes,
      goalsOpenSince: goalsOpenSince([...standing, ...goals])
    })
    await record(tx, context, planEvent(planned, madeAt))
    return planned
  })
}

/** What a plan changes in an episode; refuses one before the assessment, and one without a goal. Of several the earliest is the day of the plan. */
export function plan(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { madeAt, ...goals }: { needCodes: readonly string[]; standing: readonly Pick<GoalRow, 'needCode'>[]; madeAt: Date }
) {
  mustPermit(whyNotMakePlan(episode, { ...goals, madeAt }, clock.now()))
  return episode.planMadeAt && episode.planMadeAt <= madeAt ? {} : { planMadeAt: madeAt, planMadeBy: principal.subject }
}

export function planEvent(row: EpisodeRow, madeAt = row.planMadeAt) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.plan-made' as const, occurredAt: madeAt ?? undefined, payload: episode }
}
