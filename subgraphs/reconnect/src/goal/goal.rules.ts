import { whyNotAlive } from '@throughcare/kit/day.rules'
import type { Course } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import type { GoalRow } from './goal.store.ts'

// Support "begins with an assessment; then planning" — NHS England, RECONNECT: so goals belong to accepted referrals.

export function whyNotSetGoal(episode: Course, setAt: Date, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Goals are set once the referral is accepted. Accept it first.'
  if (setAt < episode.acceptedAt) return 'The goal lies before the acceptance. Check both times.'
  return setAt > now ? 'The goal lies in the future. Give the time at which it was set.' : whyNotAlive(episode, setAt)
}

export function whyNotReviewGoal(
  episode: Course,
  { goal, reviewedAt }: { goal: Pick<GoalRow, 'setAt' | 'reviewedAt'>; reviewedAt: Date },
  now: Date
): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (reviewedAt < goal.setAt) return 'The review lies before the goal was set. Check both times.'
  if (goal.reviewedAt && reviewedAt < goal.reviewedAt) return 'A later review of this goal is already recorded.'
  return reviewedAt > now ? 'The review lies in the future. Give the time at which it took place.' : null
}

/** When a goal that is not finished was looked at longest ago: its last review, else its setting. Null where none is open. */
export function goalsOpenSince(goals: readonly Pick<GoalRow, 'status' | 'setAt' | 'reviewedAt'>[]): Date | null {
  const open = goals.filter(({ status }) => status === 'NOT_STARTED' || status === 'IN_PROGRESS')
  return open.map(({ setAt, reviewedAt }) => reviewedAt ?? setAt).reduce<Date | null>((first, at) => (first && first < at ? first : at), null)
}

/** The plan follows the assessment and holds a goal for at least one need; making it again adds to it. */
export function whyNotMakePlan(
  episode: Course,
  { needCodes, standing, madeAt }: { needCodes: readonly string[]; standing: readonly Pick<GoalRow, 'needCode'>[]; madeAt: Date },
  now: Date
): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.assessedAt) return 'Record the assessment first; the plan follows it.'
  if (madeAt < episode.assessedAt) return 'The plan lies before the assessment. Check both times.'
  if (madeAt > now) return 'The plan lies in the future. Give the time at which it was made.'
  const died = whyNotAlive(episode, madeAt)
  if (died) return died
  if (new Set(needCodes).size < needCodes.length) return 'A need is named twice. Name each need once.'
  return needCodes.length + standing.length === 0 ? 'A plan holds at least one goal. Name a need.' : null
}

/** Why a plan does not stand when its last goal is taken back. */
export function whyNotKeepPlan({ planMadeAt }: Pick<EpisodeRow, 'planMadeAt'>, goals: { before: number; after: number }): string | null {
  return planMadeAt && goals.before > 0 && goals.after === 0 ? 'A plan holds at least one goal. Take the plan back too.' : null
}
