import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import { whyNotRecorded } from '@throughcare/kit/correction.rules'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { mustPermit } from '@throughcare/kit/errors'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotHaveHad } from '../episode/episode.rules.ts'
import { withdrawalEvent } from '../episode/withdrawal-event.ts'
import { whyNotReviewGoal, whyNotSetGoal } from './goal.rules.ts'
import { findGoalsOfEpisodes, updateGoals, type GoalRow } from './goal.store.ts'
import { goalReviewedEvent } from './review-goal.ts'
import { goalSetEvent } from './set-goal.ts'

const facts = ['needCode', 'setAt', 'status', 'reviewedAt'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: GoalRow[Fact] | null | undefined } & { isNotReviewed?: boolean | null }

/** How a goal is corrected, and what its reviews came to. */
export const correctedGoal: CorrectedPart<GoalRow, Given> = {
  list: 'goals',
  called: 'A goal',
  facts,
  find: findGoalsOfEpisodes,
  update: updateGoals,
  correct(row, { isNotReviewed, ...given }) {
    mustPermit(whyNotRecorded(given.status || given.reviewedAt || isNotReviewed ? row.reviewedAt : true))
    const corrected = { ...row, ...saidOf<GoalRow, (typeof facts)[number]>(given, facts) }
    return isNotReviewed ? { ...corrected, status: 'NOT_STARTED', reviewedAt: null, reviewedBy: null } : corrected
  },
  whyNot(episode, goal, now) {
    const { setAt, reviewedAt } = goal
    const whyNotReview = (at: Date) => whyNotHaveHad(episode, at, (open) => whyNotReviewGoal(open, { goal: { setAt, reviewedAt: null }, reviewedAt: at }, now))
    const whyNotSet = whyNotHaveHad(episode, setAt, (open) => whyNotSetGoal(open, setAt, now))
    return whyNotSet ?? (reviewedAt && (whyNotReview(reviewedAt) ?? whyNotAlive(episode, reviewedAt)))
  },
  tell(episode, row, { facts: changed, before }) {
    const isMoved = changed.includes('reviewedAt') && before.reviewedAt !== null
    return [
      ...(changed.includes('setAt') ? [goalSetEvent(episode, row)] : []),
      ...(isMoved ? [withdrawalEvent(episode, 'goal-reviewed', row.id)] : []),
      ...(isMoved && row.reviewedAt ? [goalReviewedEvent(episode, row)] : [])
    ]
  },
  told: ({ reviewedAt }) => (reviewedAt ? ['goal-set', 'goal-reviewed'] : ['goal-set'])
}
