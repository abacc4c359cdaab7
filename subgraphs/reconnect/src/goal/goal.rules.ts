import type { Course } from '../episode/episode.rules.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import type { GoalRow } from './goal.store.ts'

// Support "begins with an assessment; then planning" — NHS England, RECONNECT: so goals belong to accepted referrals.

export function whyNotSetGoal(episode: Course, setAt: Date, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Goals are set once the referral is accepted. Accept it first.'
  if (setAt < episode.acceptedAt) return 'The goal lies before the acceptance. Check both times.'
  return setAt > now ? 'The goal lies in the future. Give the time at which it was set.' : null
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
