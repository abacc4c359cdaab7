import { writtenOverIn } from '@throughcare/kit/correction.rules'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { goalsOpenSince, whyNotReviewGoal } from './goal.rules.ts'
import { findGoalsOfEpisodes, updateGoal, type GoalRow } from './goal.store.ts'

export type ReviewInput = { status: GoalRow['status']; reviewedAt?: Date | null }

/** Records how far a goal has come. */
export function reviewGoal(context: Context, input: EpisodeChange & ReviewInput & { goalId: string }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'review-goal', input }, async (tx, episode) => {
    const goals = await findGoalsOfEpisodes(tx, [episode.id])
    const goal = goals.find(({ id }) => id === input.goalId) ?? refuse('NOT_FOUND', 'There is no such goal in this episode.')
    const changes = review(context, { episode, goal }, input)
    mustPermit(whyNotAlive(episode, changes.reviewedAt))
    await updateGoal(tx, goal.id, changes)
    const reviewed = { ...goal, ...changes }
    const others = goals.filter(({ id }) => id !== goal.id)
    const changed = await updateEpisode(tx, episode.id, { goalsOpenSince: goalsOpenSince([...others, reviewed]) })
    await record(tx, context, goalReviewedEvent(changed, reviewed))
    return { episode: changed, corrections: writtenOverIn('goals', goal, { status: changes.status, reviewedAt: changes.reviewedAt }) }
  })
}

/** What a review changes in a goal; refuses one before the goal was set or before its last review. */
export function review(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  { episode, goal }: { episode: EpisodeRow; goal: GoalRow },
  { status, reviewedAt }: ReviewInput
) {
  const at = reviewedAt ?? clock.now()
  mustPermit(whyNotReviewGoal(episode, { goal, reviewedAt: at }, clock.now()))
  return { status, reviewedAt: at, reviewedBy: principal.subject }
}

export function goalReviewedEvent(row: EpisodeRow, { id, reviewedAt }: GoalRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.goal-reviewed' as const, occurredAt: reviewedAt ?? undefined, payload: { ...episode, goalId: id } }
}
